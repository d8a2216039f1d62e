public import SupervisionModel
public import TransparencyLog

/// Makes records from inputs and the items that followed from them.
///
/// Holds a hasher, so it belongs to one thread or owner.
public struct RecordBuilder {
    private let hasher: SHA256Hasher

    public init(hasher: SHA256Hasher) {
        self.hasher = hasher
    }

    /// A record and the hashes that are stored with it.
    public struct Output: Sendable, Hashable {
        public let record: LedgerRecord
        /// The bytes of the leaf.
        public let bytes: [UInt8]
        /// `SHA-256(0x00 ‖ bytes)`.
        public let leaf: Hash
        /// The items of the record and their leaf hashes.
        public let result: ResultTree
    }

    /// A record of an input that everybody may read.
    ///
    /// - Parameters:
    ///   - sequence: the index of the leaf.
    ///   - time: not before 1970.
    ///   - input: with a member `type`, which is a string and not `sealed`.
    ///   - items: in the order in which the fold produced them.
    ///   - dayKey: salts the leaves that are no items.
    /// - Throws: `.malformedInput`, `.notCanonical`, `.tooLarge`, `.wrongSequence`.
    public func open(
        sequence: UInt64, time: Timestamp, input: JSONObject, items: [SaltedItem], dayKey: HMACKey
    ) throws(LedgerError) -> Output {
        guard let type = input["type"]?.string, !type.isEmpty,
            !type.utf8.elementsEqual(RecordInput.sealedType.utf8)
        else {
            throw LedgerError(.malformedInput, at: sequence, "an open input has a type, which is not \"sealed\"")
        }
        do throws(JSONError) {
            try JSONValue.object(input).checkProfile()
        } catch {
            throw LedgerError(.notCanonical, at: sequence, "\(error)")
        }
        return try build(sequence: sequence, time: time, input: .open(input), items: items, dayKey: dayKey)
    }

    /// A record that commits to an input without showing it.
    ///
    /// - Parameters:
    ///   - bytes: the canonical JSON of the whole input, its type included.
    ///   - key: the key of the subject, or of the day.
    /// - Throws: `.tooLarge`, `.wrongSequence`.
    public func sealed(
        sequence: UInt64, time: Timestamp, bytes: [UInt8], key: HMACKey, items: [SaltedItem], dayKey: HMACKey
    ) throws(LedgerError) -> Output {
        guard bytes.count <= LedgerLimits.maximumSealedByteCount else {
            throw LedgerError(
                .tooLarge, at: sequence,
                "a sealed input of \(bytes.count) bytes; at most \(LedgerLimits.maximumSealedByteCount)")
        }
        let commitment = RecordInput.commitment(to: bytes, key: key, sequence: sequence, hasher: hasher)
        return try build(sequence: sequence, time: time, input: .sealed(commitment), items: items, dayKey: dayKey)
    }

    private func build(
        sequence: UInt64, time: Timestamp, input: RecordInput, items: [SaltedItem], dayKey: HMACKey
    ) throws(LedgerError) -> Output {
        guard sequence <= UInt64(LedgerLimits.maximumInteger) else {
            throw LedgerError(.wrongSequence, at: sequence, "sequence numbers end at 2^53 - 1")
        }
        guard (0...LedgerLimits.maximumInteger).contains(time.milliseconds) else {
            throw LedgerError(.malformedRecord, at: sequence, "time \(time.milliseconds) ms is not in 0 ... 2^53 - 1")
        }
        let result = try ResultTree(sequence: sequence, items: items, paddingKey: dayKey, hasher: hasher)
        let record = LedgerRecord(sequence: sequence, time: time, input: input, result: result.root)
        let bytes = record.bytes
        guard bytes.count <= LedgerLimits.maximumRecordByteCount else {
            throw LedgerError(
                .tooLarge, at: sequence,
                "a record of \(bytes.count) bytes; at most \(LedgerLimits.maximumRecordByteCount)")
        }
        return Output(record: record, bytes: bytes, leaf: hasher.leaf(bytes), result: result)
    }
}
