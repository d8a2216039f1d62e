import CSecp256k1

/// ECDSA over secp256k1 (SEC 2), by libsecp256k1: public keys out of signatures, and verification.
public enum Secp256k1 {
    /// The public key that made a recoverable signature.
    ///
    /// - Parameters:
    ///   - signature: r and s, 32 bytes each, big-endian. High values of s are taken as they are.
    ///   - recoveryID: 0 to 3.
    ///   - digest: the 32 bytes that were signed.
    /// - Returns: x and y, 32 bytes each, big-endian; nil when no key can have made this signature.
    public static func recover(_ signature: [UInt8], recoveryID: UInt8, digest: Hash256) -> [UInt8]? {
        guard signature.count == 64, recoveryID <= 3, let context = csecp256k1_context() else { return nil }
        var parsed = secp256k1_ecdsa_recoverable_signature()
        guard
            secp256k1_ecdsa_recoverable_signature_parse_compact(context, &parsed, signature, Int32(recoveryID)) == 1
        else { return nil }
        var key = secp256k1_pubkey()
        guard secp256k1_ecdsa_recover(context, &key, &parsed, digest.bytes) == 1 else { return nil }
        var count = 65
        var point = [UInt8](repeating: 0, count: count)
        secp256k1_ec_pubkey_serialize(context, &point, &count, &key, UInt32(SECP256K1_EC_UNCOMPRESSED))
        return Array(point.dropFirst())
    }

    /// The same for the 65 bytes r ‖ s ‖ v with v from 0 to 3, as headers of consortium chains carry them.
    public static func recover(_ signature: [UInt8], digest: Hash256) -> [UInt8]? {
        guard signature.count == 65, let last = signature.last else { return nil }
        return recover(Array(signature.dropLast()), recoveryID: last, digest: digest)
    }

    /// Whether a signature over `digest` is that of the key.
    ///
    /// - Parameters:
    ///   - signature: r and s, 32 bytes each, big-endian; high values of s are taken as they are.
    ///   - publicKey: x and y, 32 bytes each, big-endian; a point that is not on the curve verifies nothing.
    public static func verify(_ signature: [UInt8], digest: Hash256, publicKey: [UInt8]) -> Bool {
        guard signature.count == 64, publicKey.count == 64, let context = csecp256k1_context() else { return false }
        var key = secp256k1_pubkey()
        var parsed = secp256k1_ecdsa_signature()
        guard secp256k1_ec_pubkey_parse(context, &key, [0x04] + publicKey, 65) == 1,
            secp256k1_ecdsa_signature_parse_compact(context, &parsed, signature) == 1
        else { return false }
        var low = secp256k1_ecdsa_signature()
        secp256k1_ecdsa_signature_normalize(context, &low, &parsed)
        return secp256k1_ecdsa_verify(context, &low, digest.bytes, &key) == 1
    }
}
