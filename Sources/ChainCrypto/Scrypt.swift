import CDigests

/// scrypt (RFC 7914) with the parameters of Litecoin's proof of work: N = 1024, r = 1, p = 1, 32 bytes out.
public enum Scrypt {
    /// The proof-of-work hash of a block header: the header is both the password and the salt.
    ///
    /// - Returns: the 32-byte hash, or nil when OpenSSL cannot compute it (out of memory, about 130 KiB needed).
    public static func proofOfWorkHash(_ header: RawSpan) -> Hash256? {
        header.withUnsafeBytes { bytes in
            var out: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
            let done = cdigests_scrypt(bytes.baseAddress, bytes.count, bytes.baseAddress, bytes.count, 1024, 1, 1, &out)
            return done == 1 ? Hash256(digest: out) : nil
        }
    }
}
