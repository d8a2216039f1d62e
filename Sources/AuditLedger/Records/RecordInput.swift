public import SupervisionModel
public import TransparencyLog

/// What a record shows of its input. Which one it is, is fixed for each type of input.
public enum RecordInput: Sendable, Hashable {
    /// The members of the input, `type` among them: facts of chains, packs, models, configuration, keys, coverage.
    case open(JSONObject)
    /// Only `SHA-256(0x02 ‖ salt ‖ bytes)`: whatever concerns a person, a case, a submission or an access. The name of
    /// its type is inside the sealed bytes.
    case sealed(Hash)

    /// The type name of a sealed input in the ledger; no open input may have it.
    static let sealedType = "sealed"

    /// The commitment to the bytes of a sealed input.
    public static func commitment(
        to bytes: [UInt8], key: HMACKey, sequence: UInt64, hasher: SHA256Hasher
    ) -> Hash {
        let salt = Salt.make(key: key, sequence: sequence, index: Salt.sealedInputIndex, hasher: hasher)
        return commitment(to: bytes, salt: salt, hasher: hasher)
    }

    /// The commitment to the bytes of a sealed input, with the salt known: what a verifier computes.
    public static func commitment(to bytes: [UInt8], salt: Hash, hasher: SHA256Hasher) -> Hash {
        hasher.salted(prefix: 0x02, salt: salt, payload: bytes.span)
    }
}
