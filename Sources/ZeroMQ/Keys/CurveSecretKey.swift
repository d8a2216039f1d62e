internal import CZeroMQ

/// A Curve25519 secret key of ZeroMQ's CURVE mechanism, 32 bytes. Its description never shows it.
public struct CurveSecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key, 32 bytes; keep it out of logs.
    public let bytes: [UInt8]

    /// A key of 32 raw bytes.
    ///
    /// - Throws: `invalidKey` for any other length.
    public init(bytes: [UInt8]) throws(ZeroMQError) {
        self.bytes = try CurveText.checked(bytes)
    }

    /// A key written as 40 characters of Z85 (RFC 32).
    ///
    /// - Throws: `invalidKey`.
    public init(z85: String) throws(ZeroMQError) {
        self.bytes = try CurveText.decode(z85)
    }

    /// The key as 40 characters of Z85; keep it out of logs.
    public var z85: String { CurveText.encode(bytes) }

    /// The public key that belongs to it.
    ///
    /// - Throws: `curveUnavailable`.
    public func publicKey() throws(ZeroMQError) -> CurvePublicKey {
        var text = [CChar](repeating: 0, count: CurveText.size)
        guard zmq_curve_public(&text, z85) == 0 else {
            throw ZeroMQError(.curveUnavailable, "this libzmq was built without CURVE")
        }
        return try CurvePublicKey(z85: CurveText.string(text))
    }

    public var description: String { "(secret key)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
