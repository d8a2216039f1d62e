import RuleEngine
import SupervisionModel

/// Entry for fuzzers: whatever the bytes are, the readers of this module return a value or located errors.
public enum PackFuzzing {
    /// Reads the bytes as a bundle, as each kind of file of a pack, as lists from outside, as an event file and as a
    /// line that a fingerprint is asked for.
    ///
    /// - Returns: how many of them were readable, so that a test can tell that inputs reach the readers.
    @discardableResult
    public static func run(_ bytes: [UInt8]) -> Int {
        var readable = 0
        func attempt(_ body: () throws(LoadFailure) -> Void) {
            do throws(LoadFailure) {
                try body()
                readable += 1
            } catch {
                precondition(!error.errors.isEmpty, "a refusal says why")
                precondition(error.errors.allSatisfy { $0.location.line >= 1 && $0.location.column >= 1 })
                _ = error.report(in: .zh)
            }
        }
        attempt { () throws(LoadFailure) in _ = try RulePack.load(bundle: bytes) }
        for path in [
            "pack.yaml", "rules/fuzz.yaml", "vocabulary/fuzz.yaml", "lists/fuzz.yaml", "lists/fuzz.json",
            "exceptions/fuzz.yaml",
        ] {
            attempt { () throws(LoadFailure) in
                var files = [PackFiles.File(path: path, bytes: bytes)]
                if path != "pack.yaml" { files.append(PackFiles.File(path: "pack.yaml", bytes: manifest)) }
                _ = try RulePack.load(files: try PackFiles(files))
            }
        }
        attempt { () throws(LoadFailure) in
            let files = [
                PackFiles.File(path: "pack.yaml", bytes: manifest),
                PackFiles.File(path: PackFiles.notePath, bytes: bytes),
            ]
            try PackTrust(keys: []).verify(try RulePack.load(files: try PackFiles(files)))
        }
        let entities = EntityReader()
        attempt { () throws(LoadFailure) in _ = try ListBundle(bytes: bytes) }
        attempt { () throws(LoadFailure) in
            _ = try ListImport.addresses(
                bytes, path: "a.json", id: "a", version: "1", source: "fuzz", entities: entities)
        }
        attempt { () throws(LoadFailure) in
            _ = try ListImport.pools(
                [(path: "p.json", bytes: bytes)], id: "p", version: "1", source: "fuzz", entities: entities)
        }
        attempt { () throws(LoadFailure) in
            _ = try EventFile.read(bytes, path: "e.jsonl", vocabulary: Vocabulary(), entities: entities)
        }
        attempt { () throws(LoadFailure) in
            var file = FingerprintFile(path: "f.jsonl")
            _ = try file.fingerprint(bytes)
        }
        let steps = EventFile.steps(of: bytes, path: "e.jsonl", vocabulary: Vocabulary(), entities: entities)
        _ = EventFileReport(steps, vocabulary: Vocabulary()).text(in: .zh)
        return readable
    }

    /// Reads the bytes as a mapping of contract logs, against a vocabulary and as it was recorded.
    ///
    /// - Returns: whether a file that is good against a vocabulary is good without one.
    public static func mapping(_ bytes: [UInt8]) -> Bool {
        func isGood(_ vocabulary: Vocabulary?) -> Bool {
            do throws(LoadFailure) {
                _ = try LogMappingReader.read(bytes, path: "mapping.yaml", vocabulary: vocabulary)
                return true
            } catch {
                precondition(!error.errors.isEmpty, "a refusal says why")
                _ = error.report(in: .zh)
                return false
            }
        }
        let isRecorded = isGood(nil)
        return !isGood(Vocabulary()) || isRecorded
    }

    /// Reads the bytes as a transaction of the reference chain.
    ///
    /// - Returns: whether the same transaction at the same place is the same event.
    public static func transaction(_ bytes: [UInt8]) -> Bool {
        guard let value = try? JSONParser.parse(bytes, maximumBytes: 1 << 20), let chain = ChainID("fuzz") else {
            return true
        }
        let reader = TransactionEventReader(vocabulary: Vocabulary(), entities: .ofEveryNetwork)
        let time = Timestamp(milliseconds: 1_700_000_000_000)
        let place = TransactionEventReader.Place(
            position: Position(ruleTime: time, chain: chain, height: 1, transaction: 0, index: 0), block: .zero,
            origin: .zero, time: time)
        for value in value.array ?? [value] {
            let first = try? reader.event(value, at: place)
            if first != (try? reader.event(value, at: place)) { return false }
        }
        return true
    }

    private static let manifest: [UInt8] = Array(
        "id: fuzz\nversion: 1.0\nengine: 1\nauthors: [a]\napprovers: [b]\n".utf8)
}
