/// A log that a witness observes.
public struct WitnessedLog: Sendable, Hashable {
    /// The first line of its checkpoints, and the name of its keys.
    public let origin: String
    /// At least one; several while a key is replaced.
    public let keys: [VerifierKey]
    /// The hash function of its tree.
    public let algorithm: HashAlgorithm

    /// Where a witness shows its latest head: the SHA-256 of the origin in lower-case hexadecimal, in either profile.
    public var identifier: String { SHA256Hasher.hash(Array(origin.utf8)).hex }

    /// The logs of a list of verifier keys, one for each name, in the order of their first keys.
    ///
    /// - Throws: `.unsupportedKeyType` for a key that does not sign as a log, or keys of one log that belong to trees of
    ///   different hash functions; `.duplicateKey` for one public key twice.
    public static func logs(of keys: [VerifierKey]) throws(LogError) -> [WitnessedLog] {
        try VerifierKey.checkDistinct(keys)
        var names: [KeyName] = []
        for key in keys where !names.contains(key.name) { names.append(key.name) }
        var logs: [WitnessedLog] = []
        for name in names {
            let own = keys.filter { $0.name == name }
            let algorithm = own[0].type.treeAlgorithm
            for key in own {
                guard key.type.isVerifiableLog else {
                    throw LogError(
                        .unsupportedKeyType,
                        "the key of log \(name) has type \(key.type), expected \(KeyType.ed25519) or \(KeyType.sm2)")
                }
                guard key.type.treeAlgorithm == algorithm else {
                    throw LogError(
                        .unsupportedKeyType,
                        "the keys of log \(name) belong to trees of different hash functions: a log has one for its whole life"
                    )
                }
            }
            logs.append(WitnessedLog(origin: name.text, keys: own, algorithm: algorithm))
        }
        return logs
    }

    init(origin: String, keys: [VerifierKey], algorithm: HashAlgorithm) {
        self.origin = origin
        self.keys = keys
        self.algorithm = algorithm
    }
}
