import CDigests

/// RIPEMD-160 of SHA-256, the 20-byte hash in Bitcoin-format addresses.
public enum Hash160 {
    /// Length of the hash in bytes.
    public static let byteCount = 20

    /// The 20 bytes of RIPEMD-160(SHA-256(`bytes`)).
    public static func hash(_ bytes: RawSpan) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            hash(bytes, into: UnsafeMutableRawBufferPointer(buffer))
            count = byteCount
        }
    }

    /// The 20 bytes of RIPEMD-160(SHA-256(`bytes`)).
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        hash(bytes.span.bytes)
    }

    /// Writes the 20 bytes to the start of `target`, which must hold at least as many; allocates nothing.
    public static func hash(_ bytes: RawSpan, into target: UnsafeMutableRawBufferPointer) {
        precondition(target.count >= byteCount)
        bytes.withUnsafeBytes { cdigests_hash160($0.baseAddress, $0.count, target.baseAddress) }
    }
}
