import Persistence
import Supervision
import SupervisionModel
import Testing
import TransparencyLog

@Suite struct LedgerTests {
    @Test func emptyLedger() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("store"), kind: .live, origin: "o")
        #expect(try store.ledger.head() == LedgerHead(size: 0, root: SHA256Hasher.emptyRoot))
        #expect(try store.ledger.record(0) == nil)
        #expect(try store.ledger.cursors().isEmpty)
    }

    @Test(arguments: [1, 255, 256, 257, 600] as [UInt64])
    func whatIsCommittedIsThereAfterReopening(size: UInt64) throws {
        let directory = TestDirectory()
        do {
            let store = try Store.create(at: directory("store"), kind: .live, origin: "o")
            var next: UInt64 = 0
            while next < size {
                let end = min(size, next + UInt64(LedgerBatch.maximumRecords))
                try store.commit(Fixtures.batch(next..<end).batch)
                next = end
            }
            try store.close()
        }
        let store = try Store.open(at: directory("store"), for: .writing)
        #expect(try store.ledger.head() == LedgerHead(size: size, root: Fixtures.root(size)))
        for sequence in Set([0, size / 2, size - 1]) {
            #expect(try store.ledger.record(sequence) == Fixtures.record(sequence))
            #expect(try store.ledger.item(sequence, 1) == Fixtures.record(sequence).items[1])
            #expect(try store.ledger.item(sequence, 2) == nil)
        }
        #expect(try store.state.values(for: [StateKey([1])]) == [Array(String(size).utf8)])
        // And it goes on.
        let head = try store.commit(Fixtures.batch(size..<(size + 3)).batch)
        #expect(head == LedgerHead(size: size + 3, root: try Fixtures.root(size + 3)))
    }

    /// More than 65,536 records: three levels of tiles.
    @Test func aLongLedgerGoesOnAfterReopening() throws {
        let directory = TestDirectory()
        let hasher = SHA256Hasher()
        var tree = MerkleTree()
        var store = try Store.create(at: directory("store"), kind: .live, origin: "o")
        for end in stride(from: 1_000, through: 66_000, by: 1_000) as StrideThrough<UInt64> {
            var batch = LedgerBatch()
            for sequence in (end - 1_000)..<end {
                let record = Fixtures.smallRecord(sequence)
                batch.append(record, changes: StateChanges([]))
                tree.append(record.leafHash, hasher: hasher)
            }
            let head = try store.commit(batch)
            #expect(try head == LedgerHead(size: end, root: tree.root(size: end, hasher: hasher)))
            if end == 65_000 {
                try store.close()
                store = try Store.open(at: directory("store"), for: .writing)
            }
        }
        let reader = store.ledger.hashes(size: 65_800)
        let proof = try InclusionProof(index: 65_000, size: 65_800, reader: reader, hasher: hasher)
        try proof.verify(
            leaf: Fixtures.smallRecord(65_000).leafHash, root: tree.root(size: 65_800, hasher: hasher), hasher: hasher)
    }

    @Test func proofsFromStoredHashesVerifyForEverySize() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("store"), kind: .live, origin: "o")
        try store.commit(Fixtures.batch(0..<700).batch)
        let hasher = SHA256Hasher()
        var generator = SplitMix(seed: 1)
        for _ in 0..<200 {
            let size = UInt64.random(in: 1...700, using: &generator)
            let index = UInt64.random(in: 0..<size, using: &generator)
            let older = UInt64.random(in: 0...size, using: &generator)
            let reader = store.ledger.hashes(size: size)
            let inclusion = try InclusionProof(index: index, size: size, reader: reader, hasher: hasher)
            try inclusion.verify(
                leaf: Fixtures.record(index).leafHash, root: Fixtures.root(size), hasher: hasher)
            let consistency = try ConsistencyProof(oldSize: older, newSize: size, reader: reader, hasher: hasher)
            try consistency.verify(oldRoot: Fixtures.root(older), newRoot: Fixtures.root(size), hasher: hasher)
        }
    }

    @Test func streamsARange() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("store"), kind: .live, origin: "o")
        try store.commit(Fixtures.batch(0..<600).batch)
        var seen: [UInt64] = []
        try store.ledger.forEachRecord(in: 100..<600) { record in
            #expect(record == Fixtures.record(record.sequence))
            seen.append(record.sequence)
            return record.sequence < 550
        }
        #expect(seen == Array(100...550))
        #expect(throws: StoreError.self) { try store.ledger.forEachRecord(in: 599..<601) { _ in true } }
    }

    @Test func aRefusedBatchChangesNothingAndTheNextOneGoesOn() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("store"), kind: .live, origin: "o")
        try store.commit(Fixtures.batch(0..<2).batch)
        let head = try store.ledger.head()
        let gap = #expect(throws: StoreError.self) { try store.commit(Fixtures.batch(3..<4).batch) }
        #expect(gap?.code == .outOfSequence)

        var batch = LedgerBatch()
        batch.append(Fixtures.record(2, idempotencyKey: [1]), changes: StateChanges([(StateKey([1]), [9])]))
        batch.append(Fixtures.record(3, idempotencyKey: [1]), changes: StateChanges([(StateKey([2]), [9])]))
        batch.put(Fixtures.block(7))
        let duplicate = #expect(throws: StoreError.self) { try store.commit(batch) }
        #expect(duplicate?.code == .duplicate)
        #expect(try store.ledger.head() == head)
        #expect(try store.state.values(for: [StateKey([1]), StateKey([2])]) == [Array("2".utf8), nil])
        #expect(try store.blocks.tip(Fixtures.chain) == nil)
        #expect(try store.ledger.record(2) == nil)
        #expect(try store.ledger.item(2, 0) == nil)

        try store.commit(Fixtures.batch(2..<3).batch)
        #expect(try store.ledger.head().size == 3)
    }

    @Test func findsARecordByItsIdempotencyKey() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("store"), kind: .live, origin: "o")
        var batch = LedgerBatch()
        batch.append(Fixtures.record(0, idempotencyKey: [5, 6]), changes: StateChanges([]))
        try store.commit(batch)
        #expect(try store.ledger.sequence(ofIdempotencyKey: [5, 6]) == 0)
        #expect(try store.ledger.sequence(ofIdempotencyKey: [5]) == nil)
    }

    @Test func limitsAreRefusals() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("store"), kind: .live, origin: "o")
        for count in [0, 65_536] {
            var batch = LedgerBatch()
            let bytes = [UInt8](repeating: 1, count: count)
            batch.append(
                StoredRecord(sequence: 0, bytes: bytes, leafHash: SHA256Hasher().leaf(bytes), items: []),
                changes: StateChanges([]))
            let error = #expect(throws: StoreError.self) { try store.commit(batch) }
            #expect(error?.code == .limit)
        }
        try store.commit(Fixtures.batch(0..<1).batch)
    }

    @Test func cursorsContentsAndBlocksMoveWithTheBatch() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("store"), kind: .live, origin: "o")
        let text = Array("a pack".utf8)
        var (batch, _) = Fixtures.batch(0..<1)
        batch.put(content: text, digest: Fixtures.sha256(text))
        batch.put(ChainCursor(chain: Fixtures.chain, height: 9, hash: Fixtures.digest(9)))
        try store.commit(batch)
        #expect(try store.content.content(Fixtures.sha256(text)) == text)
        #expect(try store.ledger.cursor(of: Fixtures.chain)?.height == 9)
        let missing = #expect(throws: StoreError.self) { try store.content.content(Fixtures.digest(1)) }
        #expect(missing?.code == .contentMissing)
    }
}
