import Foundation
import Persistence
import Supervision
import SupervisionModel
import Testing
import YushiNode

@Suite struct GoldenStoreTests {
    @Test("what every release of these semantics has recorded is recomputed to the same bytes")
    func replay() throws {
        let directory = try TemporaryDirectory()
        if GoldenStore.isRecording {
            try GoldenStore.record(in: directory.path, to: GoldenStore.file(Supervisor.semantics))
        }
        let all = try GoldenStore.all()
        try #require(all.contains { $0.semantics == Supervisor.semantics }, "every semantics has its store")
        for (semantics, file) in all {
            let path = directory.path + "/\(semantics)"
            _ = try StoreBackup.restore(file, to: path)
            let store = try NodeStore.open(at: path, for: .reading)
            let report = try Replay(store: store).run()
            #expect(report.firstDifference == nil, "semantics \(semantics)")
            #expect(report.records == (try store.ledger.head().size))
            #expect(report.epochs.map(\.semantics) == [semantics])
            #expect(report.epochs.map(\.isIdentical) == [semantics == Supervisor.semantics ? true : nil])
            let alerts = try StoredAlerts(store).list()
            #expect(Set(alerts.map(\.rule)).isSuperset(of: ["AML-06", "CHN-01"]))
            #expect(alerts.contains { $0.decision?.outcome == .finding })
            try store.close()
        }
    }
}
