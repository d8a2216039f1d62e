import Foundation
import Persistence
import SupervisionModel
import Testing

@Suite struct StoreTests {
    @Test func describesItself() throws {
        let directory = TestDirectory()
        let seed = [UInt8](repeating: 3, count: 32)
        do {
            let store = try Store.create(at: directory("a/b"), kind: .offline, origin: "example.org/log", seed: seed)
            try store.close()
        }
        let store = try Store.open(at: directory("a/b"), for: .writing, kind: .offline, seed: seed)
        #expect(store.description.kind == .offline)
        #expect(store.description.origin == "example.org/log")
        #expect(store.description.seedFingerprint == Fixtures.sha256(seed))
    }

    @Test func commitsWaitForTheDisk() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        #expect(try store.synchronousLevels() == [2, 2])
        try store.commit(Fixtures.batch(0..<2).batch)
        #expect(try store.synchronousLevels() == [2, 2])
        try store.close()
        #expect(try Store.open(at: directory("s"), for: .writing).synchronousLevels() == [2, 2])
    }

    @Test func refusesWhatIsNotTheStoreWanted() throws {
        let directory = TestDirectory()
        #expect(throws: StoreError.self) { try Store.open(at: directory("none"), for: .reading) }
        let missing = #expect(throws: StoreError.self) { try Store.open(at: directory("none"), for: .writing) }
        #expect(missing?.code == .missing)
        #expect(missing?.category == .environment)
        #expect(!FileManager.default.fileExists(atPath: directory("none")))

        let seed = [UInt8](repeating: 3, count: 32)
        try Store.create(at: directory("s"), kind: .offline, origin: "o", seed: seed).close()
        #expect(throws: StoreError.self) { try Store.create(at: directory("s"), kind: .live, origin: "o") }
        let kind = #expect(throws: StoreError.self) { try Store.open(at: directory("s"), for: .writing, kind: .live) }
        #expect(kind?.code == .wrongKind)
        let other = #expect(throws: StoreError.self) {
            try Store.open(at: directory("s"), for: .writing, seed: [UInt8](repeating: 4, count: 32))
        }
        #expect(other?.code == .wrongKind)
    }

    @Test(arguments: [
        ("", StoreError.Code.damaged), ("{}", .damaged), ("{\"kind\":\"live\",\"origin\":\"o\",\"schema\":2}", .tooNew),
        ("{\"kind\":\"other\",\"origin\":\"o\",\"schema\":1}", .damaged),
        ("{\"origin\":\"o\",\"kind\":\"live\",\"schema\":1}", .damaged),
    ])
    func refusesADescriptionItCannotRead(text: String, code: StoreError.Code) throws {
        let directory = TestDirectory()
        try Data(text.utf8).write(to: URL(fileURLWithPath: directory("store.json")))
        let error = #expect(throws: StoreError.self) { try Store.open(at: directory.path, for: .writing) }
        #expect(error?.code == code)
    }

    @Test func aSecondWriterIsToldWhoHasTheLock() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        let error = #expect(throws: StoreError.self) { try Store.open(at: directory("s"), for: .writing) }
        #expect(error?.code == .locked)
        #expect(error?.category == .environment)
        #expect(
            error?.english.contains("store is locked by process \(ProcessInfo.processInfo.processIdentifier) ") == true)
        #expect(error?.chinese.contains("\(ProcessInfo.processInfo.processIdentifier)") == true)
        // Reading goes on meanwhile, and sees what is committed.
        try store.commit(Fixtures.batch(0..<3).batch)
        let reader = try Store.open(at: directory("s"), for: .reading)
        #expect(try reader.ledger.head().size == 3)
        let refused = #expect(throws: StoreError.self) { try reader.commit(Fixtures.batch(3..<4).batch) }
        #expect(refused?.code == .notPermitted)
        #expect(throws: StoreError.self) { try reader.archive.append([1]) }
    }

    @Test func theLockEndsWithTheStore() throws {
        let directory = TestDirectory()
        do { _ = try Store.create(at: directory("s"), kind: .live, origin: "o") }
        _ = try Store.open(at: directory("s"), for: .writing)
    }

    @Test func submissionsComeOutInOrderAndOnce() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        let second = try store.inbox.submit([2], at: 20)
        let first = try store.inbox.submit([1], at: 3)
        #expect(try store.inbox.submit([1], at: 3) == first)
        #expect(try store.inbox.pending(limit: 10) == [first, second])
        #expect(try store.inbox.pending(limit: 1) == [first])
        try store.inbox.remove(first)
        #expect(try store.inbox.pending(limit: 10) == [second])
        let error = #expect(throws: StoreError.self) {
            try store.inbox.submit([UInt8](repeating: 0, count: 65_537), at: 1)
        }
        #expect(error?.code == .limit)
    }
}
