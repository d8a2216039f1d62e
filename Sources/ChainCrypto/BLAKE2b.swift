import CSodium

/// BLAKE2b (RFC 7693) with a personalisation, by libsodium: what Zcash hashes with.
public enum BLAKE2b {
    /// The digest of `bytes`.
    ///
    /// - Parameters:
    ///   - personalization: exactly 16 bytes that separate one use of the hash from another.
    ///   - byteCount: length of the digest, 1 to 64 bytes. It is part of what is hashed.
    /// - Returns: nil for another length of either.
    public static func hash(_ bytes: [UInt8], personalization: [UInt8], byteCount: Int) -> [UInt8]? {
        guard personalization.count == 16, (1...64).contains(byteCount) else { return nil }
        var digest = [UInt8](repeating: 0, count: byteCount)
        let status = crypto_generichash_blake2b_salt_personal(
            &digest, byteCount, bytes, UInt64(bytes.count), nil, 0, nil, personalization)
        return status == 0 ? digest : nil
    }
}
