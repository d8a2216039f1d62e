import COpenSSL

/// Verification of SM2 signatures with SM3 (GM/T 0003.2-2012, GB/T 32918.2-2016, curve sm2p256v1).
///
/// What is signed is SM3(ZA ‖ message); ZA binds the public key and the default identity of the signer
/// (GM/T 0009-2012 section 10), which every party uses here.
public enum SM2 {
    /// The number of bytes of a signature: r and s, 32 bytes big-endian each.
    public static let signatureByteCount = 64
    /// The number of bytes of a public key: 0x04, x, y.
    public static let publicKeyByteCount = 65

    /// `1234567812345678`, the identity that goes into ZA.
    static let identity: [UInt8] = Array("1234567812345678".utf8)

    /// Whether the signature is good. False, too, when signature or key do not have their lengths, a number is out of
    /// range, or the key is no point of the curve.
    ///
    /// - Parameters:
    ///   - signature: 64 bytes, r and s.
    ///   - publicKey: 65 bytes, 0x04, x and y.
    public static func isValid(signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard let encoded = SM2Signature.der(signature),
            let key = SM2Key(publicKey: publicKey),
            let operation = SM2Operation(key)
        else { return false }
        defer { ERR_clear_error() }
        return withExtendedLifetime((key, operation)) {
            EVP_DigestVerifyInit(operation.context, nil, EVP_sm3(), nil, key.pointer) == 1
                && EVP_DigestVerify(operation.context, encoded, encoded.count, message, message.count) == 1
        }
    }

    /// Whether these bytes are a public key: an uncompressed point of the curve.
    public static func isPublicKey(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == publicKeyByteCount, bytes[0] == 0x04,
            let group = EC_GROUP_new_by_curve_name(NID_sm2)
        else { return false }
        defer { EC_GROUP_free(group) }
        guard let point = EC_POINT_new(group) else { return false }
        defer {
            EC_POINT_free(point)
            ERR_clear_error()
        }
        // Refuses coordinates beyond the field and points beside the curve.
        return EC_POINT_oct2point(group, point, bytes, bytes.count, nil) == 1
    }
}
