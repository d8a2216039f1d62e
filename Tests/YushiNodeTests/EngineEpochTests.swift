import ChainFormats
import Foundation
import Persistence
import RuleEngine
import RulePacks
import Supervision
import SupervisionModel
import Testing
import YushiNode

/// A release of other semantics takes over a store.
@Suite struct EngineEpochTests {
    /// An engine that takes every pack for the one it was given: its meaning is another one.
    private struct OtherMeaning: PackSource {
        let meaning: RuleSet

        func rules(bundle: [UInt8]) throws -> RuleSet { meaning }
        func list(bundle: [UInt8]) throws -> RecordedList { try RulePackSource().list(bundle: bundle) }
    }

    private let next = Supervisor.semantics + 1

    private func restore(in directory: borrowing TemporaryDirectory) throws -> String {
        let path = directory.path + "/store"
        _ = try StoreBackup.restore(GoldenStore.file(Supervisor.semantics), to: path)
        return path
    }

    /// Hits on lists no longer count; reorganisations of any depth do.
    private func other(_ directory: borrowing TemporaryDirectory) throws -> OtherMeaning {
        let pack = try GoldenStore.pack(at: directory.path + "/other", rules: ["CHN-01", "CHN-13"])
        return OtherMeaning(meaning: try RulePackSource().rules(bundle: pack.bundle))
    }

    private func sequencer(_ store: Store, _ packs: OtherMeaning) throws -> Sequencer {
        try Sequencer(
            store: store, spends: UnknownSpends(), naming: AddressNaming(), limits: .init(), packs: packs,
            semantics: next)
    }

    @Test("differences are published, and each release recomputes its own part")
    func takeOver() throws {
        let directory = try TemporaryDirectory()
        let path = try restore(in: directory)
        let packs = try other(directory)
        let store = try NodeStore.open(at: path, for: .writing)
        let before = try store.ledger.head().size
        let writer = try sequencer(store, packs)
        let moment = writer.time.advanced(by: .hours(1))
        try Bootstrap.activateEngine(of: writer, at: moment)
        try writer.admit(.clockTick, at: moment.advanced(by: .hours(48)))
        try writer.flush()

        let record = try Require.some(try store.ledger.record(before))
        let items = record.items.compactMap(\.bytes).map { String(decoding: $0, as: UTF8.self) }
        #expect(items.count == 1)
        #expect(items[0].contains(#""cause":"engine""#))
        #expect(items[0].contains(#""rule":"AML-06""#))
        #expect(items[0].contains(#""type":"alert.retracted""#))
        let alerts = try StoredAlerts(store).list()
        let hit = try Require.some(alerts.first { $0.rule == "AML-06" })
        #expect(hit.finality == .retracted)
        #expect(hit.decision?.outcome == .finding, "people's findings stand until they decide again")
        #expect(alerts.contains { $0.rule == "CHN-01" && $0.finality == .final })
        #expect(try store.ledger.head().size > before + 2, "the days that have ended were closed by the new engine")

        let new = try Replay(store: store, naming: AddressNaming(), packs: packs, semantics: next).run()
        #expect(new.firstDifference == nil)
        #expect(new.epochs.map(\.isIdentical) == [nil, true])
        #expect(new.epochs.map(\.from) == [0, before])
        #expect(new.epochs.map(\.to) == [before - 1, try store.ledger.head().size - 1])
        let old = try Replay(store: store).run()
        #expect(old.firstDifference == nil)
        #expect(old.epochs.map(\.isIdentical) == [true, nil])
        #expect(old.root == new.root)
        try store.close()

        let reopened = try NodeStore.open(at: path, for: .writing)
        #expect {
            try Sequencer(store: reopened, spends: UnknownSpends())
        } throws: { ($0 as? NodeError)?.code == .newerEngine }
        try reopened.close()
    }

    @Test("an engine that is handed something else than what was published is found out by the release before it")
    func forgedHandover() throws {
        let directory = try TemporaryDirectory()
        let path = try restore(in: directory)
        let packs = try other(directory)
        let store = try NodeStore.open(at: path, for: .writing)
        let size = try store.ledger.head().size
        let writer = try sequencer(store, packs)
        let nothing = writer.provide(Array("yushi carried 1\n".utf8) + [0])
        try writer.admit(
            .engineActivated(EngineActivation(semantics: next, release: "forged", carried: nothing)), at: writer.time)
        try writer.flush()
        let report = try Replay(store: store).run()
        #expect(report.firstDifference?.sequence == size)
        #expect(report.firstDifference?.what.contains("handed over") == true)
        try store.close()
    }

    @Test("a store of earlier semantics takes no input before the engine is recorded")
    func notRecorded() throws {
        let directory = try TemporaryDirectory()
        let path = try restore(in: directory)
        let store = try NodeStore.open(at: path, for: .writing)
        let writer = try sequencer(store, try other(directory))
        #expect {
            try writer.admit(.clockTick, at: writer.time)
        } throws: { ($0 as? SupervisionError)?.code == .unknownSemantics }
        try store.close()
    }
}
