import CDigests

/// SM2 signatures with SM3 (GB/T 32918.2-2016) on the recommended curve, by OpenSSL: verification only.
public enum SM2 {
    /// Length of a public key in bytes: x and y, 32 bytes each, big-endian, without the leading 0x04.
    public static let publicKeyByteCount = 64
    /// Length of a signature in bytes: r and s, 32 bytes each, big-endian.
    public static let signatureByteCount = 64
    /// The signer's identity where nobody agreed on another (GM/T 0009-2012 section 10).
    public static let defaultIdentity = Array("1234567812345678".utf8)

    /// Whether a signature of `message` is that of the key.
    ///
    /// - Parameters:
    ///   - signature: 64 bytes; another length is no signature.
    ///   - message: what was signed, before the digest that binds it to the signer (Z) is taken.
    ///   - publicKey: 64 bytes; a point that is not on the curve verifies nothing.
    ///   - identity: at most 8,191 bytes, the most whose length in bits fits into 16 bits.
    public static func verify(
        _ signature: [UInt8], message: [UInt8], publicKey: [UInt8], identity: [UInt8] = defaultIdentity
    ) -> Bool {
        guard signature.count == signatureByteCount, publicKey.count == publicKeyByteCount, identity.count <= 8191
        else { return false }
        return cdigests_sm2_verify(publicKey, identity, identity.count, message, message.count, signature) == 1
    }
}
