import Foundation
import Persistence
import SupervisionModel
import Testing
import TransparencyLog

@Suite struct SaltKeyStoreTests {
    private let subject = SaltKeyReference.subject(.identifier(.uscc, "91350100M000100Y43"))
    private let day = SaltKeyReference.day(Day(number: 20_000))

    /// A key shows itself only by what it does.
    private func mark(_ key: HMACKey) -> Hash {
        let message: [UInt8] = [1, 2, 3]
        return key.authenticationCode(of: message.span, hasher: SHA256Hasher())
    }

    private func mark(_ key: SaltKey?) -> Hash? {
        if case .present(let key) = key { mark(key) } else { nil }
    }

    @Test func keysStayTheSame() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        #expect(try store.keys.key(of: subject, at: 0) == nil)
        let keys = try store.keys.keys(for: [subject, day, subject], at: 0).map { mark($0) }
        #expect(keys[0] == keys[2])
        #expect(keys[0] != keys[1])
        #expect(try store.keys.keys(for: [day], at: 5).map { mark($0) } == [keys[1]])
        try store.close()
        let reader = try Store.open(at: directory("s"), for: .reading)
        #expect(try mark(reader.keys.key(of: subject, at: 0)) == keys[0])
        // Another store has other keys.
        let other = try Store.create(at: directory("t"), kind: .live, origin: "o")
        #expect(try mark(other.keys.keys(for: [subject], at: 0)[0]) != keys[0])
    }

    @Test(arguments: [false, true])
    func erasedKeysAreGoneAndANewOneFollows(isOffline: Bool) throws {
        let directory = TestDirectory()
        let seed = isOffline ? [UInt8](repeating: 5, count: 32) : nil
        let store = try Store.create(at: directory("s"), kind: isOffline ? .offline : .live, origin: "o", seed: seed)
        let old = try mark(store.keys.keys(for: [subject], at: 3)[0])
        let daily = try mark(store.keys.keys(for: [day], at: 3)[0])
        try store.keys.erase(subject, before: 10)
        func isErased(_ sequence: UInt64) throws -> Bool {
            if case .erased = try store.keys.key(of: subject, at: sequence) { true } else { false }
        }
        #expect(try isErased(3))
        #expect(try isErased(9))
        #expect(throws: StoreError.self) { try store.keys.keys(for: [subject], at: 9) }
        let new = try mark(store.keys.keys(for: [subject], at: 10)[0])
        #expect(new != old)
        #expect(try mark(store.keys.key(of: subject, at: 11)) == new)
        #expect(try mark(store.keys.key(of: day, at: 3)) == daily)
        try store.keys.erase(subject, before: 20)
        #expect(try isErased(11))
        #expect(try mark(store.keys.keys(for: [subject], at: 20)[0]) != new)
    }

    @Test func anOfflineStoresKeysFollowFromItsSeed() throws {
        let directory = TestDirectory()
        let seed = [UInt8](repeating: 5, count: 32)
        let first = try Store.create(at: directory("a"), kind: .offline, origin: "o", seed: seed)
        let second = try Store.create(at: directory("b"), kind: .offline, origin: "o", seed: seed)
        for reference in [subject, day] {
            #expect(
                try mark(first.keys.keys(for: [reference], at: 0)[0]) == mark(second.keys.key(of: reference, at: 9)))
        }
    }

    @Test func noTraceOfAnErasedKeyIsLeftInTheFiles() throws {
        let directory = TestDirectory()
        let store = try Store.create(at: directory("s"), kind: .live, origin: "o")
        _ = try store.keys.keys(for: [subject, day], at: 0)
        func files() throws -> [Data] {
            try ["", "-wal"].compactMap { suffix in
                let path = directory("s/keys.sqlite") + suffix
                guard FileManager.default.fileExists(atPath: path) else { return nil }
                return try Data(contentsOf: URL(fileURLWithPath: path))
            }
        }
        // The row's key follows its reference; what follows the reference is remembered.
        let reference = Data(subject.canonicalBytes)
        let before = try files().compactMap { data -> Data? in
            guard let range = data.range(of: reference) else { return nil }
            return data.subdata(in: range.upperBound..<min(range.upperBound + 33, data.count))
        }
        let key = try #require(before.first { $0.count == 33 }).suffix(30)
        try store.keys.erase(subject, before: 1)
        for data in try files() { #expect(data.range(of: key) == nil) }
    }
}
