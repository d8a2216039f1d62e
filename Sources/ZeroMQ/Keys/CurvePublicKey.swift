/// A Curve25519 public key of ZeroMQ's CURVE mechanism (RFC 26/CurveZMQ), 32 bytes.
public struct CurvePublicKey: Hashable, Sendable, CustomStringConvertible {
    /// The key, 32 bytes.
    public let bytes: [UInt8]

    /// A key of 32 raw bytes.
    ///
    /// - Throws: `invalidKey` for any other length.
    public init(bytes: [UInt8]) throws(ZeroMQError) {
        self.bytes = try CurveText.checked(bytes)
    }

    /// A key written as 40 characters of Z85 (RFC 32), as libzmq's tools print it.
    ///
    /// - Throws: `invalidKey`.
    public init(z85: String) throws(ZeroMQError) {
        self.bytes = try CurveText.decode(z85)
    }

    /// The key as 40 characters of Z85.
    public var z85: String { CurveText.encode(bytes) }

    public var description: String { z85 }
}
