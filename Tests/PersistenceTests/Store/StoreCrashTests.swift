import Foundation
import Persistence
import Supervision
import SupervisionModel
import Testing
import TransparencyLog

/// A process that writes is killed at random moments: all of a record is there, or none, and what was promised is.
@Suite struct StoreCrashTests {
    /// The probe lies beside the test bundle.
    private static let probe: String? = {
        let places =
            [Bundle.main.bundlePath, Bundle.main.executableURL?.deletingLastPathComponent().path ?? ""]
            + CommandLine.arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
        let found = places.map { $0 + "/StoreCrashProbe" }.first(where: FileManager.default.isExecutableFile)
        if found == nil { print("SKIPPED StoreCrashTests: StoreCrashProbe is not built; looked in \(places)") }
        return found
    }()

    /// Starts the probe, waits for a number of promises, kills it; returns the last promise.
    private func run(_ probe: String, _ directory: String, promises: Int, extraMicroseconds: UInt32) throws -> UInt64 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: probe)
        process.arguments = [directory]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        var text = ""
        while text.split(separator: "\n", omittingEmptySubsequences: false).count <= promises {
            let data = pipe.fileHandleForReading.availableData
            if data.isEmpty { break }
            text += String(decoding: data, as: UTF8.self)
        }
        // A random moment within the next commit.
        usleep(extraMicroseconds)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        text += String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(!text.contains("error"), "\(text)")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return lines.last.flatMap { UInt64($0) } ?? 0
    }

    @Test(.enabled(if: StoreCrashTests.probe != nil)) func killedAtRandomMoments() throws {
        let probe = try #require(Self.probe)
        let directory = TestDirectory()
        let hasher = SHA256Hasher()
        var generator = SplitMix(seed: 12)
        var promised: UInt64 = 0
        for _ in 0..<25 {
            let answer = try run(
                probe, directory("s"), promises: Int.random(in: 1...6, using: &generator),
                extraMicroseconds: UInt32.random(in: 0...4_000, using: &generator))
            promised = max(promised, answer)
            let store = try Store.open(at: directory("s"), for: .writing)
            let head = try store.ledger.head()
            #expect(head.size >= promised)
            var tree = MerkleTree()
            try store.ledger.forEachRecord(in: 0..<head.size) { record in
                let expected = Fixtures.smallRecord(record.sequence)
                #expect(record.bytes == expected.bytes)
                #expect(record.items.count == Int(record.sequence % 10))
                tree.append(record.leafHash, hasher: hasher)
                let block = [UInt8](
                    repeating: UInt8(truncatingIfNeeded: record.sequence), count: 2_000 + Int(record.sequence % 1_000))
                let archived = try store.archive.read(Fixtures.sha256(block))
                #expect(archived == block)
                return true
            }
            #expect(try tree.root(size: head.size, hasher: hasher) == head.root)
            #expect(try store.state.values(for: [StateKey([1])]) == [Array(String(head.size).utf8)])
            #expect(try store.ledger.record(head.size) == nil)
            try store.checkpoints.checkForFork()
            try store.close()
        }
        #expect(promised > 25)
    }

    /// The end of the WAL cut or altered: the ledger is at an earlier commit, whole.
    @Test(arguments: 0..<12) func aTornWALTailLosesWholeCommitsOnly(round: UInt64) throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        var sizes: Set<UInt64> = [0]
        var next: UInt64 = 0
        for count in [3, 1, 40, 300, 2] as [UInt64] {
            try store.commit(Fixtures.batch(next..<(next + count)).batch)
            next += count
            sizes.insert(next)
        }
        // Nobody writes now: the copy is what a power cut would leave, if every page had reached the disk.
        try FileManager.default.copyItem(atPath: directory("s"), toPath: directory("copy"))
        var generator = SplitMix(seed: round)
        let wal = URL(fileURLWithPath: directory("copy/ledger.sqlite-wal"))
        var bytes = try Data(contentsOf: wal)
        let place = Int.random(in: (bytes.count / 2)..<bytes.count, using: &generator)
        if round % 2 == 0 { bytes = bytes.prefix(place) } else { bytes[place] ^= 0x40 }
        try bytes.write(to: wal)
        let shared = directory("copy/ledger.sqlite-shm")
        try? FileManager.default.removeItem(atPath: shared)

        let copy = try Store.open(at: directory("copy"), for: .writing)
        let head = try copy.ledger.head()
        #expect(sizes.contains(head.size) && head.size < next)
        #expect(try head.root == Fixtures.root(head.size))
        try copy.ledger.forEachRecord(in: 0..<head.size) { record in
            #expect(record == Fixtures.record(record.sequence))
            return true
        }
        #expect(try copy.ledger.item(head.size, 0) == nil)
        let continued = try copy.commit(Fixtures.batch(head.size..<(head.size + 4)).batch)
        #expect(try continued.root == Fixtures.root(head.size + 4))
    }
}
