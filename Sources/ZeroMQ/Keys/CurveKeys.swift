internal import CZeroMQ

/// A Curve25519 public key of ZeroMQ's CURVE mechanism (RFC 26/CurveZMQ), 32 bytes.
public struct CurvePublicKey: Hashable, Sendable, CustomStringConvertible {
    /// The key, 32 bytes.
    public let bytes: [UInt8]

    /// A key of 32 raw bytes.
    ///
    /// - Throws: `invalidKey` for any other length.
    public init(bytes: [UInt8]) throws(ZeroMQError) {
        self.bytes = try checkedCurveKey(bytes)
    }

    /// A key written as 40 characters of Z85 (RFC 32), as libzmq's tools print it.
    ///
    /// - Throws: `invalidKey`.
    public init(z85: String) throws(ZeroMQError) {
        self.bytes = try curveKey(z85: z85)
    }

    /// The key as 40 characters of Z85.
    public var z85: String { curveZ85(bytes) }

    public var description: String { z85 }
}

/// A Curve25519 secret key of ZeroMQ's CURVE mechanism, 32 bytes. Its description never shows it.
public struct CurveSecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key, 32 bytes; keep it out of logs.
    public let bytes: [UInt8]

    /// A key of 32 raw bytes.
    ///
    /// - Throws: `invalidKey` for any other length.
    public init(bytes: [UInt8]) throws(ZeroMQError) {
        self.bytes = try checkedCurveKey(bytes)
    }

    /// A key written as 40 characters of Z85 (RFC 32).
    ///
    /// - Throws: `invalidKey`.
    public init(z85: String) throws(ZeroMQError) {
        self.bytes = try curveKey(z85: z85)
    }

    /// The key as 40 characters of Z85; keep it out of logs.
    public var z85: String { curveZ85(bytes) }

    /// The public key that belongs to it.
    ///
    /// - Throws: `curveUnavailable`.
    public func publicKey() throws(ZeroMQError) -> CurvePublicKey {
        var text = [CChar](repeating: 0, count: curveTextSize)
        guard zmq_curve_public(&text, z85) == 0 else {
            throw ZeroMQError(.curveUnavailable, "this libzmq was built without CURVE")
        }
        return try CurvePublicKey(z85: string(text))
    }

    public var description: String { "(secret key)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

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
        var publicText = [CChar](repeating: 0, count: curveTextSize)
        var secretText = [CChar](repeating: 0, count: curveTextSize)
        guard zmq_curve_keypair(&publicText, &secretText) == 0 else {
            throw ZeroMQError(.curveUnavailable, "this libzmq was built without CURVE")
        }
        return CurveKeyPair(
            publicKey: try CurvePublicKey(z85: string(publicText)),
            secretKey: try CurveSecretKey(z85: string(secretText))
        )
    }
}

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

private let curveKeySize = 32
/// 40 characters of Z85 and the closing zero.
private let curveTextSize = 41


private func checkedCurveKey(_ bytes: [UInt8]) throws(ZeroMQError) -> [UInt8] {
    guard bytes.count == curveKeySize else {
        throw ZeroMQError(.invalidKey, "a CURVE key has 32 bytes, found \(bytes.count)")
    }
    return bytes
}

private func curveKey(z85: String) throws(ZeroMQError) -> [UInt8] {
    // libzmq 4.3 does not check the alphabet of its input.
    let alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8
    guard z85.utf8.count == curveTextSize - 1, z85.utf8.allSatisfy(alphabet.contains) else {
        throw ZeroMQError(.invalidKey, "a CURVE key in Z85 has 40 characters of its alphabet (RFC 32)")
    }
    var bytes = [UInt8](repeating: 0, count: curveKeySize)
    guard zmq_z85_decode(&bytes, z85) != nil else {
        throw ZeroMQError(.invalidKey, "the text is not Z85 (RFC 32)")
    }
    return bytes
}

private func curveZ85(_ bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: curveTextSize)
    _ = zmq_z85_encode(&text, bytes, bytes.count)
    return string(text)
}

private func string(_ text: [CChar]) -> String {
    String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
