import Persistence
import Supervision
import SupervisionModel
import TransparencyLog

/// Records, digests and batches that depend on a number only.
enum Fixtures {
    static func digest(_ number: UInt64) -> Digest32 {
        var generator = SplitMix(seed: number)
        return Digest32(generator.bytes(32)) ?? .zero
    }

    static func sha256(_ bytes: [UInt8]) -> Digest32 {
        Digest32(SHA256Hasher.hash(bytes).bytes) ?? .zero
    }

    static func record(_ sequence: UInt64, items: Int = 2, idempotencyKey: [UInt8]? = nil) -> StoredRecord {
        var generator = SplitMix(seed: sequence)
        let bytes = generator.bytes(Int.random(in: 1...300, using: &generator))
        return StoredRecord(
            sequence: sequence, bytes: bytes, leafHash: SHA256Hasher().leaf(bytes),
            sealed: sequence % 5 == 0 ? generator.bytes(40) : nil, idempotencyKey: idempotencyKey,
            items: (0..<items).map { index in
                let payload = generator.bytes(100)
                return StoredItem(
                    subject: index % 2 == 0 ? nil : generator.bytes(21), bytes: payload,
                    leafHash: SHA256Hasher.hash(payload))
            })
    }

    static func key(_ number: UInt64) -> StateKey {
        StateKey([7] + (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) })
    }

    /// A record of eight bytes without items, for long ledgers.
    static func smallRecord(_ sequence: UInt64) -> StoredRecord {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: sequence >> UInt64(8 * $0)) }
        return StoredRecord(sequence: sequence, bytes: bytes, leafHash: SHA256Hasher().leaf(bytes), items: [])
    }

    /// A batch of records from `range`, each of which sets one key of the state and a counter.
    static func batch(_ range: Range<UInt64>) -> (batch: LedgerBatch, changes: [StateChanges]) {
        var batch = LedgerBatch()
        var all: [StateChanges] = []
        for sequence in range {
            let changes = StateChanges([
                (StateKey([1]), Array(String(sequence + 1).utf8)),
                (key(sequence), [UInt8(truncatingIfNeeded: sequence)]),
            ])
            batch.append(record(sequence), changes: changes)
            all.append(changes)
        }
        return (batch, all)
    }

    /// The root over the fixture records 0 ..< size.
    static func root(_ size: UInt64) throws -> Hash {
        let hasher = SHA256Hasher()
        var tree = MerkleTree()
        for sequence in 0..<size { tree.append(record(sequence).leafHash, hasher: hasher) }
        return try tree.root(size: size, hasher: hasher)
    }

    static let chain = ChainID("btc") ?? { preconditionFailure("a name") }()

    static func block(_ height: UInt64, isConnected: Bool = true, branch: UInt64 = 0) -> BlockEntry {
        BlockEntry(
            chain: chain, height: height, hash: digest(height << 8 | branch),
            parent: digest((height &- 1) << 8 | branch),
            bytes: digest(height << 8 | 100), spent: isConnected ? digest(height << 8 | 101) : nil,
            isConnected: isConnected, work: digest(5), time: UInt32(height))
    }
}
