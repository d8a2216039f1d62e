import Foundation
import Persistence
import Supervision
import SupervisionModel
import Testing
import TransparencyLog
import YushiNode

@Suite struct AlertBundleTests {
    /// A store with a signed checkpoint, and the policy of a reader who trusts its log.
    private struct World {
        let store: Store
        let signer: NoteSigner
        let policy: TrustPolicy

        init(_ directory: borrowing TemporaryDirectory) throws {
            let path = directory.path
            _ = try OfflineWorld().importAll(into: path)
            store = try NodeStore.open(at: path, for: .writing)
            signer = try LogKey.signer(of: store, directory: path, seed: NodeStore.defaultSeed)
            try store.checkpoints.sign(with: signer, origin: store.description.origin)
            policy = try TrustPolicy(parsing: Array("log \(signer.verifierKey)\nquorum none\n".utf8))
        }

        func bundle(_ rule: String) throws -> [UInt8] {
            let alert = try Require.some(try StoredAlerts(store).list().first { $0.rule == rule })
            return try AlertBundleMaker(store).make(alert)
        }
    }

    private func parse(_ bytes: [UInt8]) throws -> JSONValue {
        try CanonicalJSON.decode(bytes, maximumBytes: 64 << 20)
    }

    private func failure(_ bytes: [UInt8], _ policy: TrustPolicy) throws -> AlertBundleVerifier.Failure? {
        do {
            _ = try AlertBundleVerifier(policy: policy).verify(bytes)
            return nil
        } catch let failure as AlertBundleVerifier.Failure {
            return failure
        }
    }

    @Test func aGenuineBundleIsGood() throws {
        let directory = try TemporaryDirectory()
        let world = try World(directory)
        let report = try AlertBundleVerifier(policy: world.policy).verify(try world.bundle("AML-06"))
        #expect(report.rule == "AML-06")
        #expect(report.state == "final")
        #expect(report.transactions == 1)
        #expect(report.notCarried == [])
        #expect(report.contents == 6, "configuration, pack and four lists")
        #expect(report.revisions >= 1)
        #expect(report.checkpoint.checkpoint.size == (try world.store.ledger.head().size))
    }

    @Test("whoever does not trust the log believes nothing")
    func otherPolicy() throws {
        let directory = try TemporaryDirectory()
        let world = try World(directory)
        let other = try NoteSigner(
            name: KeyName("other.example/log"), type: .ed25519, seed: [UInt8](repeating: 9, count: 32))
        let policy = try TrustPolicy(parsing: Array("log \(other.verifierKey)\nquorum none\n".utf8))
        let failure = try #require(try failure(try world.bundle("AML-06"), policy))
        #expect(failure.place == "revision 1")
        #expect(failure.english.contains("log.unknownLog"))
    }

    @Test("no value of a bundle can be changed")
    func forgeries() throws {
        let directory = try TemporaryDirectory()
        let world = try World(directory)
        let bytes = try world.bundle("AML-06")
        let value = try parse(bytes)
        let leaves = Leaves.paths(of: value)
        #expect(leaves.count > 100)
        // Every kind of value once, and every seventh of the rest.
        var kinds: Set<String> = []
        for (number, path) in leaves.enumerated() {
            let kind = path.map { Int($0) == nil ? $0 : "*" }.joined(separator: ".")
            guard kinds.insert(kind).inserted || number.isMultiple(of: 7) else { continue }
            let forged = Leaves.changed(value, at: path[...]).encode()
            #expect(try failure(forged, world.policy) != nil, "\(path.joined(separator: "."))")
        }
        for count in [0, 1, bytes.count / 2, bytes.count - 1] {
            #expect(try failure(Array(bytes[..<count]), world.policy) != nil, "\(count) bytes")
        }
        #expect(try failure(bytes + [0x20], world.policy) != nil)
    }

    @Test("evidence of another alert, a missing or a doubled one")
    func otherEvidence() throws {
        let directory = try TemporaryDirectory()
        let world = try World(directory)
        let value = try parse(try world.bundle("AML-06"))
        var without = try #require(value.object)
        without.set("evidence", to: .array([]))
        let missing = try #require(try failure(JSONValue.object(without).encode(), world.policy))
        #expect(missing.place.hasPrefix("evidence sim/10/"))
        var doubled = try #require(value.object)
        let evidence = value["evidence"]?.array ?? []
        doubled.set("evidence", to: .array(evidence + evidence))
        #expect(try failure(JSONValue.object(doubled).encode(), world.policy)?.place.hasPrefix("evidence") == true)
        var foreign = try #require(evidence.first?.object)
        foreign.set("reference", to: ["block": .string("00"), "chain": "sim", "height": 1, "index": 0, "tx": 0])
        var more = try #require(value.object)
        more.set("evidence", to: .array(evidence + [.object(foreign)]))
        let failure = try #require(try failure(JSONValue.object(more).encode(), world.policy))
        #expect(failure.english == "the alert does not name it")
    }

    @Test("a reader remembers the head and refuses another history")
    func remembersHeads() throws {
        let directory = try TemporaryDirectory()
        let world = try World(directory)
        let bytes = try world.bundle("AML-06")
        let verifier = AlertBundleVerifier(policy: world.policy)
        let report = try verifier.verify(bytes)
        var heads = HeadMemory()
        try verifier.remember(report, in: &heads)
        #expect(heads["offline.invalid/yushi"]?.size == report.checkpoint.checkpoint.size)
        try verifier.remember(report, in: &heads)

        // The same log key, another ledger of the same size.
        var forked = HeadMemory()
        let other = try Checkpoint(
            origin: "offline.invalid/yushi", size: report.checkpoint.checkpoint.size, root: Hash())
        try forked.admit(other, proof: [], hasher: SHA256Hasher())
        #expect(throws: AlertBundleVerifier.Failure.self) { try verifier.remember(report, in: &forked) }
    }

    @Test("what no checkpoint covers yet cannot be proved")
    func notCovered() throws {
        let directory = try TemporaryDirectory()
        _ = try OfflineWorld().importAll(into: directory.path)
        let store = try NodeStore.open(at: directory.path, for: .reading)
        let alert = try #require(try StoredAlerts(store).list().first)
        #expect(throws: NodeError.self) { try AlertBundleMaker(store).make(alert) }
    }
}

/// The single values inside a JSON value.
enum Leaves {
    static func paths(of value: JSONValue) -> [[String]] {
        if let object = value.object {
            return object.members.flatMap { member in paths(of: member.value).map { [member.name] + $0 } }
        }
        if let array = value.array {
            return array.enumerated().flatMap { index, value in paths(of: value).map { ["\(index)"] + $0 } }
        }
        return [[]]
    }

    /// The value with one single value in it changed.
    static func changed(_ value: JSONValue, at path: ArraySlice<String>) -> JSONValue {
        guard let first = path.first else { return changed(value) }
        if var object = value.object {
            object.set(first, to: changed(object[first] ?? "", at: path.dropFirst()))
            return .object(object)
        }
        guard var array = value.array, let index = Int(first) else { return value }
        array[index] = changed(array[index], at: path.dropFirst())
        return .array(array)
    }

    private static func changed(_ value: JSONValue) -> JSONValue {
        if let number = value.integer { return .integer(number + 1) }
        guard let text = value.string else { return "changed" }
        var bytes = Array(text.utf8)
        guard let last = bytes.indices.last else { return "changed" }
        let place = last / 2
        bytes[place] = bytes[place] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
        return .string(String(decoding: bytes, as: UTF8.self))
    }
}
