public import TransparencyLog

/// Salts of items and sealed inputs: `HMAC-SHA-256(key, u64 sequence ‖ u32 index)`, integers big-endian.
///
/// The key belongs to a subject, or to a day where there is no subject. It is kept beside the ledger, never in it:
/// destroying it makes the salted hashes meaningless and leaves every proof valid.
public enum Salt {
    /// The index of the salt of a sealed input; items count from 0.
    public static let sealedInputIndex: UInt32 = .max

    /// - Parameters:
    ///   - sequence: the sequence number of the record.
    ///   - index: the place of the item in the record, or ``sealedInputIndex``.
    public static func make(key: HMACKey, sequence: UInt64, index: UInt32, hasher: SHA256Hasher) -> Hash {
        // 12 bytes without padding: the high half of the pair of words is not used.
        withUnsafeTemporaryAllocation(byteCount: 12, alignment: 8) { message in
            message.storeBytes(of: sequence.bigEndian, toByteOffset: 0, as: UInt64.self)
            message.storeBytes(of: index.bigEndian, toByteOffset: 8, as: UInt32.self)
            return key.authenticationCode(of: UnsafeRawBufferPointer(message), hasher: hasher)
        }
    }
}
