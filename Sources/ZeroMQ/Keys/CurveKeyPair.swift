internal import CZeroMQ

/// A public key and its secret.
public struct CurveKeyPair: Sendable {
    /// The half that peers are told.
    public let publicKey: CurvePublicKey
    /// The half that stays here.
    public let secretKey: CurveSecretKey

    /// Two halves that belong together; they are not checked against each other.
    public init(publicKey: CurvePublicKey, secretKey: CurveSecretKey) {
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    /// The pair of a secret key.
    ///
    /// - Throws: `curveUnavailable`.
    public init(secretKey: CurveSecretKey) throws(ZeroMQError) {
        self.init(publicKey: try secretKey.publicKey(), secretKey: secretKey)
    }

    /// A new random pair.
    ///
    /// - Throws: `curveUnavailable`.
    public static func generate() throws(ZeroMQError) -> CurveKeyPair {
        var publicText = [CChar](repeating: 0, count: CurveText.size)
        var secretText = [CChar](repeating: 0, count: CurveText.size)
        guard zmq_curve_keypair(&publicText, &secretText) == 0 else {
            throw ZeroMQError(.curveUnavailable, "this libzmq was built without CURVE")
        }
        return CurveKeyPair(
            publicKey: try CurvePublicKey(z85: CurveText.string(publicText)),
            secretKey: try CurveSecretKey(z85: CurveText.string(secretText))
        )
    }
}
