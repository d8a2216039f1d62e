// Writes to a store until it is killed, and says on standard output what it was promised: a line with the number of
// records after each commit. `StoreCrashTests` kills it at random moments and looks at what is there.
//
//     StoreCrashProbe DIRECTORY

import Glibc
import Persistence
import Supervision
import SupervisionModel
import TransparencyLog

@main
struct StoreCrashProbe {
    static func main() {
        do {
            try writeUntilKilled(CommandLine.arguments[1])
        } catch {
            print("error: \(error)")
            exit(3)
        }
    }

    /// Eight bytes, as `Fixtures.smallRecord` has them, with as many items as the last digit says.
    private static func record(_ sequence: UInt64, _ hasher: SHA256Hasher) -> StoredRecord {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: sequence >> UInt64(8 * $0)) }
        let items = (0..<(sequence % 10)).map { index in
            StoredItem(subject: nil, bytes: bytes + [UInt8(index)], leafHash: hasher.leaf(bytes))
        }
        return StoredRecord(sequence: sequence, bytes: bytes, leafHash: hasher.leaf(bytes), items: items)
    }

    private static func writeUntilKilled(_ directory: String) throws {
        let hasher = SHA256Hasher()
        let store: Store
        if access(directory + "/store.json", F_OK) == 0 {
            store = try Store.open(at: directory, for: .writing)
        } else {
            store = try Store.create(at: directory, kind: .live, origin: "example.org/probe")
        }
        var next = try store.ledger.head().size
        while true {
            var batch = LedgerBatch()
            for _ in 0...(next % 7) {
                // A block of each record lies in the archive: its bytes repeat the number.
                let block = [UInt8](repeating: UInt8(truncatingIfNeeded: next), count: 2_000 + Int(next % 1_000))
                batch.put(try store.archive.append(block))
                let changes = StateChanges([(StateKey([1]), Array(String(next + 1).utf8))])
                batch.append(record(next, hasher), changes: changes)
                store.state.apply(changes)
                next += 1
            }
            store.state.seal()
            let head = try store.commit(batch)
            print(head.size)
            fflush(nil)
            if head.size % 5 == 0 {
                _ = try store.checkpoints.sign { head in Array("\(head.size) \(head.root)".utf8) }
            }
        }
    }
}
