import COpenSSL

/// A private SM2 key.
///
/// Its signatures take a random number from libcrypto, so that two signatures of one text differ: whoever signs keeps
/// what he signed. (Ed25519, which log and witness use otherwise, is deterministic.)
public struct SM2PrivateKey: Sendable {
    /// 65 bytes: 0x04, x, y.
    public let publicKey: [UInt8]
    /// The number d, 32 bytes big-endian.
    let scalar: [UInt8]

    /// - Parameter scalar: 32 bytes big-endian from a cryptographic random source, 1 … n − 2 (GM/T 0003.1-2012
    ///   section 6.1); nil for anything else. All but 2^-32 of random values are in range.
    public init?(scalar: [UInt8]) {
        guard scalar.count == 32, let publicKey = Self.publicKey(of: scalar) else { return nil }
        self.scalar = scalar
        self.publicKey = publicKey
    }

    /// Signs a message.
    ///
    /// - Returns: 64 bytes, r and s; nil when libcrypto fails.
    public func signature(for message: [UInt8]) -> [UInt8]? {
        guard let key = SM2Key(publicKey: publicKey, scalar: scalar), let operation = SM2Operation(key) else {
            return nil
        }
        defer { ERR_clear_error() }
        return withExtendedLifetime((key, operation)) {
            var count = 0
            guard EVP_DigestSignInit(operation.context, nil, EVP_sm3(), nil, key.pointer) == 1,
                EVP_DigestSign(operation.context, nil, &count, message, message.count) == 1
            else { return nil }
            var encoded = [UInt8](repeating: 0, count: count)
            guard EVP_DigestSign(operation.context, &encoded, &count, message, message.count) == 1 else { return nil }
            return SM2Signature.raw(der: Array(encoded.prefix(count)))
        }
    }

    private static func publicKey(of scalar: [UInt8]) -> [UInt8]? {
        guard let group = EC_GROUP_new_by_curve_name(NID_sm2) else { return nil }
        defer { EC_GROUP_free(group) }
        guard let number = BN_secure_new() else { return nil }
        defer { BN_clear_free(number) }
        guard BN_bin2bn(scalar, CInt(scalar.count), number) != nil, BN_is_zero(number) == 0,
            let limit = BN_dup(EC_GROUP_get0_order(group))
        else { return nil }
        defer { BN_free(limit) }
        guard BN_sub_word(limit, 1) == 1, BN_cmp(number, limit) < 0, let point = EC_POINT_new(group) else { return nil }
        defer {
            EC_POINT_free(point)
            ERR_clear_error()
        }
        BN_set_flags(number, BN_FLG_CONSTTIME)
        guard EC_POINT_mul(group, point, number, nil, nil, nil) == 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: SM2.publicKeyByteCount)
        let count = EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, &bytes, bytes.count, nil)
        return count == bytes.count ? bytes : nil
    }
}
