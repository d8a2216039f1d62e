import AuditLedger
import SupervisionModel
import Testing
import TransparencyLog

@Suite struct DirectoryVerifierTests {
    private let ledger: TestLedger
    private let directory: MemoryDirectory
    private let verifier: DirectoryVerifier

    init() throws {
        ledger = try TestLedger(records: 600)
        directory = try ledger.directory()
        verifier = DirectoryVerifier(policy: try ledger.policy(), depth: .records)
    }

    private func code(
        _ directory: MemoryDirectory, remembered: [Checkpoint] = [], latest: UInt64? = nil
    ) throws -> LedgerError.Code? {
        do {
            _ = try verifier.verify(directory, remembered: remembered, latestTime: latest)
        } catch let error as LedgerError {
            return error.code
        }
        return nil
    }

    @Test func good() throws {
        let older = try [599, 0, 256, 1, 600, 257].map { try ledger.signedCheckpoint(size: $0).checkpoint }
        var seen: [UInt64] = []
        var steps: [UInt64] = []
        let report = try verifier.verify(
            directory, remembered: older, latestTime: 1_767_225_601, check: { seen.append($0.sequence) },
            progress: { steps.append($0) })
        #expect(report.entryCount == 600)
        #expect(report.tileCount == 4)
        #expect(report.consistentWith == 6)
        #expect(report.entryByteCount == UInt64(ledger.outputs.reduce(0) { $0 + $1.bytes.count }))
        #expect(report.checkpoint.cosignatures.count == 1)
        #expect(seen == Array(0..<600))
        #expect(steps == [256, 512, 600])
    }

    @Test func emptyLedger() throws {
        let empty = try TestLedger(records: 0)
        let report = try DirectoryVerifier(policy: empty.policy(), depth: .records).verify(empty.directory())
        #expect(report.entryCount == 0)
        #expect(report.tileCount == 0)
    }

    /// Each file in turn: missing, one byte changed, one byte shorter, one byte longer.
    @Test func everyFileIsChecked() throws {
        for path in directory.files.keys.sorted() {
            var changed = directory
            changed.files[path] = nil
            #expect(try code(changed) == .missingFile, "\(path)")
            let bytes = try #require(directory.files[path])
            for index in [0, bytes.count / 2, bytes.count - 1] {
                var flipped = bytes
                flipped[index] ^= 1
                changed.files[path] = flipped
                #expect(try code(changed) != nil, "\(path) byte \(index)")
            }
            changed.files[path] = bytes.dropLast()
            #expect(try code(changed) != nil, "\(path) shorter")
            changed.files[path] = bytes + [0]
            #expect(try code(changed) != nil, "\(path) longer")
        }
    }

    /// A log that is internally right in every file but whose operator has replaced a record: the signature of the log
    /// cannot show it, only what the verifier remembers.
    @Test func rewrittenHistory() throws {
        var entries = ledger.outputs.map(\.bytes)
        let forged = try RecordBuilder(hasher: ledger.hasher).open(
            sequence: 100, time: ledger.outputs[100].record.time, input: ["type": "clock.tick", "n": 777], items: [],
            dayKey: ledger.dayKey)
        entries[100] = forged.bytes
        var tree = MerkleTree()
        for entry in entries { tree.append(ledger.hasher.leaf(entry), hasher: ledger.hasher) }
        let checkpoint = try Checkpoint(
            origin: TestLedger.origin, size: 600, root: tree.root(size: 600, hasher: ledger.hasher))
        var signed = try SignedCheckpoint(checkpoint, signer: ledger.log)
        _ = signed.add([try ledger.witness.cosign(checkpoint, time: 5)], from: [ledger.witness.verifierKey])
        let rewritten = try MemoryDirectory(entries: entries, checkpoint: signed.encode())
        #expect(try code(rewritten) == nil)
        #expect(try code(rewritten, remembered: [ledger.signedCheckpoint(size: 100).checkpoint]) == nil)
        #expect(try code(rewritten, remembered: [ledger.signedCheckpoint(size: 101).checkpoint]) == .inconsistent)
        #expect(try code(rewritten, remembered: [ledger.signedCheckpoint(size: 600).checkpoint]) == .inconsistent)
        // Rolled back behind what was seen, or another log altogether.
        let larger = try Checkpoint(origin: TestLedger.origin, size: 601, root: checkpoint.root)
        #expect(try code(directory, remembered: [larger]) == .inconsistent)
        let stranger = try Checkpoint(origin: "other.example", size: 1, root: checkpoint.root)
        #expect(try code(directory, remembered: [stranger]) == .inconsistent)
    }

    /// Entries that are well signed but break the rules of records.
    @Test func recordRules() throws {
        func code(_ change: (inout [[UInt8]]) throws -> Void) throws -> (LedgerError.Code?, UInt64?) {
            var entries = ledger.outputs.prefix(20).map(\.bytes)
            try change(&entries)
            var tree = MerkleTree()
            for entry in entries { tree.append(ledger.hasher.leaf(entry), hasher: ledger.hasher) }
            let size = UInt64(entries.count)
            let checkpoint = try Checkpoint(
                origin: TestLedger.origin, size: size, root: tree.root(size: size, hasher: ledger.hasher))
            var signed = try SignedCheckpoint(checkpoint, signer: ledger.log)
            _ = signed.add([try ledger.witness.cosign(checkpoint, time: 5)], from: [ledger.witness.verifierKey])
            let directory = try MemoryDirectory(entries: entries, checkpoint: signed.encode())
            _ = try DirectoryVerifier(policy: ledger.policy(), depth: .hashes).verify(directory)
            do {
                _ = try verifier.verify(directory)
            } catch let error as LedgerError {
                return (error.code, error.sequence)
            }
            return (nil, nil)
        }
        #expect(try code { _ in } == (nil, nil))
        #expect(try code { $0.swapAt(3, 7) } == (.wrongSequence, 3))
        #expect(try code { $0.remove(at: 4) } == (.wrongSequence, 4))
        #expect(try code { $0[5].append(0x20) } == (.notCanonical, 5))
        #expect(
            try code {
                $0[6] = try RecordBuilder(hasher: ledger.hasher).open(
                    sequence: 6, time: Timestamp(milliseconds: 1), input: ["type": "clock.tick"], items: [],
                    dayKey: ledger.dayKey
                ).bytes
            } == (.timeWentBack, 6))
    }

    @Test func checkpointRules() throws {
        #expect(try code(directory, latest: 1_767_225_600) == .transparencyLog)
        var changed = directory
        changed.files["checkpoint"] = try ledger.signedCheckpoint(size: 599).encode()
        #expect(try code(changed) != nil)
        let unwitnessed = try SignedCheckpoint(ledger.signedCheckpoint(size: 600).checkpoint, signer: ledger.log)
        changed.files["checkpoint"] = unwitnessed.encode()
        #expect(try code(changed) == .transparencyLog)
    }
}
