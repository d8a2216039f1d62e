import CDigests

/// SM3 (GB/T 32905-2016), the digest of Chinese commercial cryptography, by OpenSSL.
public enum SM3 {
    /// The 32-byte digest of an array; nil when the linked OpenSSL was built without SM3.
    public static func hash(_ bytes: [UInt8]) -> Hash256? {
        var out: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        let done = bytes.withUnsafeBytes { cdigests_sm3($0.baseAddress, $0.count, &out) }
        return done == 1 ? Hash256(digest: out) : nil
    }
}
