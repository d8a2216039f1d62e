/// What a subscriber needs for an encrypted connection: the publisher's public key and its own pair.
public struct CurveClientKeys: Sendable {
    /// The publisher's public key, learnt out of band: it is what authenticates the publisher.
    public var serverKey: CurvePublicKey
    /// The subscriber's own pair; publishers may admit known keys only.
    public var own: CurveKeyPair

    /// Keys for one connection.
    public init(serverKey: CurvePublicKey, own: CurveKeyPair) {
        self.serverKey = serverKey
        self.own = own
    }
}
