/// A key of HMAC (RFC 2104), prepared: the two padded blocks are made once. HMAC-SHA-256 or HMAC-SM3 by the hasher that
/// is given, which must be of one algorithm always; both have blocks of 64 bytes.
public struct HMACKey: Sendable {
    /// The key, padded to one block of 64 bytes, XOR 0x36.
    private let inner: [UInt8]
    /// The same XOR 0x5C.
    private let outer: [UInt8]

    private static let blockByteCount = 64

    /// - Parameter bytes: any length; more than 64 bytes are hashed first (RFC 2104 section 2).
    public init(_ bytes: [UInt8], hasher: TreeHasher) {
        var block = bytes.count > Self.blockByteCount ? hasher.hash(bytes).bytes : bytes
        block.append(contentsOf: repeatElement(0, count: Self.blockByteCount - block.count))
        inner = block.map { $0 ^ 0x36 }
        outer = block.map { $0 ^ 0x5C }
    }

    /// `HMAC(key, message)`.
    public func authenticationCode(of message: Span<UInt8>, hasher: TreeHasher) -> Hash {
        message.withUnsafeBytes { authenticationCode(of: $0, hasher: hasher) }
    }

    /// `HMAC(key, message)`.
    public func authenticationCode(of message: UnsafeRawBufferPointer, hasher: TreeHasher) -> Hash {
        hasher.begin()
        hasher.update(inner.span)
        hasher.update(message)
        let innerDigest = hasher.finish()
        hasher.begin()
        hasher.update(outer.span)
        hasher.update(innerDigest)
        return hasher.finish()
    }
}
