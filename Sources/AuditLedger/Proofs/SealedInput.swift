public import SupervisionModel
public import TransparencyLog

/// The content of a sealed input with the salt that opens its commitment.
public struct SealedInput: Sendable, Hashable {
    /// The canonical JSON of the input, its type included.
    public let bytes: [UInt8]
    public let salt: Hash

    public init(bytes: [UInt8], salt: Hash) {
        self.bytes = bytes
        self.salt = salt
    }

    /// With the salt computed from the key.
    public init(bytes: [UInt8], key: HMACKey, sequence: UInt64, hasher: SHA256Hasher) {
        self.bytes = bytes
        salt = Salt.make(key: key, sequence: sequence, index: Salt.sealedInputIndex, hasher: hasher)
    }

    /// Checks that this is what the record committed to.
    ///
    /// - Returns: the input.
    /// - Throws: `.malformedInput` when the record has an open input, `.commitmentMismatch`, `.notCanonical`.
    public func verify(against record: LedgerRecord, hasher: SHA256Hasher) throws(LedgerError) -> JSONValue {
        guard case .sealed(let commitment) = record.input else {
            throw LedgerError(.malformedInput, at: record.sequence, "the input of the record is not sealed")
        }
        guard RecordInput.commitment(to: bytes, salt: salt, hasher: hasher) == commitment else {
            throw LedgerError(.commitmentMismatch, at: record.sequence, "the record committed to other bytes")
        }
        do throws(JSONError) {
            return try CanonicalJSON.decode(bytes, maximumBytes: LedgerLimits.maximumSealedByteCount)
        } catch {
            throw LedgerError(.notCanonical, at: record.sequence, "the sealed input: \(error)")
        }
    }
}
