import CDigests

/// Keccak-256 with the padding of the original submission (first byte 0x01): the hash of Ethereum, Monero and FISCO
/// BCOS. Not SHA3-256 of FIPS 202, which pads with 0x06.
public enum Keccak256 {
    /// The 32-byte digest of `bytes`.
    public static func hash(_ bytes: RawSpan) -> Hash256 {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// The 32-byte digest of an array.
    public static func hash(_ bytes: [UInt8]) -> Hash256 {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// The 32-byte digest of a buffer.
    public static func hash(_ bytes: UnsafeRawBufferPointer) -> Hash256 {
        var out: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        cdigests_keccak256(bytes.baseAddress, bytes.count, &out)
        return Hash256(digest: out)
    }
}
