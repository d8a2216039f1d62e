import Backtesting
import ChainFormats
import Foundation
import Persistence
import RulePacks
import Supervision
import SupervisionModel
import Testing
import YushiNode

/// A pack over what a node has recorded.
@Suite struct RecordedBacktestTests {
    private func backtest(_ pack: RulePack, _ store: Store) throws -> [EventFileRun.Finding] {
        let inputs = RecordedInputs(store)
        return try Backtest(pack: pack, naming: AddressNaming()).run(
            recorded: inputs, before: try store.ledger.head().size, content: store.content, blocks: inputs.blocks)
    }

    @Test("the pack that was in force says what the node said; another one what it would have said")
    func recorded() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/store"
        _ = try StoreBackup.restore(GoldenStore.file(Supervisor.semantics), to: path)
        let store = try NodeStore.open(at: path, for: .reading)
        let said = try StoredAlerts(store).list().sorted { $0.id < $1.id }
        let same = try backtest(try GoldenStore.pack(at: directory.path + "/same"), store).map(\.alert)
        #expect(same.sorted { $0.id < $1.id }.map(\.id) == said.map(\.id))
        #expect(same.sorted { $0.id < $1.id }.map(\.content) == said.map(\.content))
        #expect(same.sorted { $0.id < $1.id }.map(\.finality) == said.map(\.finality))
        let fewer = try backtest(try GoldenStore.pack(at: directory.path + "/fewer", rules: ["AML-06"]), store)
        #expect(fewer.map(\.alert.rule) == ["AML-06"])
        #expect(fewer.first?.alert.decision == nil)
        try store.close()
    }
}
