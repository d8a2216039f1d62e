import Crypto

/// Verification of Ed25519 signatures (RFC 8032).
public enum Ed25519 {
    /// Whether the signature is good. False, too, when signature or key do not have their lengths or are malformed.
    ///
    /// The equation is checked without the cofactor, by comparing the encoding of R; S must be below the group order.
    /// Points of low order are not refused: whom to trust is settled by listing keys, not by their form.
    ///
    /// - Parameters:
    ///   - signature: 64 bytes, R and S.
    ///   - publicKey: 32 bytes.
    public static func isValid(signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == 64, publicKey.count == 32,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
