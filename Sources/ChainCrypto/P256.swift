import CDigests

/// ECDSA over P-256 with SHA-256 (FIPS 186-4), by OpenSSL: verification only.
public enum P256 {
    /// Length of a public key in bytes: x and y, 32 bytes each, big-endian, without the leading 0x04.
    public static let publicKeyByteCount = 64
    /// Length of a signature in bytes: r and s, 32 bytes each, big-endian.
    public static let signatureByteCount = 64

    /// Whether a signature of `message` is that of the key; false for other lengths and for points beside the curve.
    public static func verify(_ signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == signatureByteCount, publicKey.count == publicKeyByteCount else { return false }
        return cdigests_p256_verify(publicKey, message, message.count, signature) == 1
    }
}
