import CDigests

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// SHA-256 of `bytes`.
    public static func hash(_ bytes: RawSpan) -> Hash256 {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// SHA-256 of an array.
    public static func hash(_ bytes: [UInt8]) -> Hash256 {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// SHA-256 of a buffer.
    public static func hash(_ bytes: UnsafeRawBufferPointer) -> Hash256 {
        var out: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        cdigests_sha256(bytes.baseAddress, bytes.count, &out)
        return Hash256(digest: out)
    }
}
