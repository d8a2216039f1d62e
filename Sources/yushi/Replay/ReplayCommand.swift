import ArgumentParser
import Persistence
import SupervisionModel
import TransparencyLog
import YushiNode

/// `yushi replay`: recompute everything and compare.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Recompute every conclusion and compare it with the ledger. 重算全部结论并与账本比对。",
        discussion: """
            From the recorded inputs and the archived blocks alone: no clock, no network, no configuration file.
              yushi replay --store analysis --json
            """)

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Compare from this record on.")
    var from: UInt64 = 0

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading, seed: try SeedArgument.seed(keySeed))
        let progress = Progress(Language.text("replay", "重放"))
        let report = try Replay(store: opened).run(from: from) { done, total in
            progress.update(Int(done), of: Int(total), unit: Language.text("records", "条"))
        }
        progress.finish()
        if json { StandardOutput.write(machine(report)) } else { print(report) }
        if !report.isIdentical { throw CommandFailure.checkFailed }
    }

    private func machine(_ report: Replay.Report) -> JSONValue {
        var object: JSONObject = [
            "epochs": .array(report.epochs.map(\.json)), "identical": .bool(report.isIdentical),
            "items": JSONValue(report.items),
            "records": JSONValue(report.records), "redacted": JSONValue(report.redacted),
            "root": .string(report.root.hex),
        ]
        if let difference = report.firstDifference {
            object.set(
                "firstDifference",
                to: ["seq": JSONValue(difference.sequence), "what": .string(difference.what)])
        }
        return .object(object)
    }

    private func print(_ report: Replay.Report) {
        let verdict =
            report.isIdentical ? Language.text("identical", "完全一致") : Language.text("DIFFERENT", "不一致")
        StandardOutput.write("\(verdict): \(report.records) records, \(report.items) items, root \(report.root.hex)")
        for epoch in report.epochs where epoch.isIdentical == nil {
            StandardOutput.write(
                Language.text(
                    "not recomputed: records \(epoch.from) to \(epoch.to), engine semantics \(epoch.semantics); they need release \(TerminalText.safe(epoch.release))",
                    "未重算：记录 \(epoch.from) 至 \(epoch.to)，引擎语义 \(epoch.semantics)；需要版本 \(TerminalText.safe(epoch.release))"
                ))
        }
        if let difference = report.firstDifference {
            StandardOutput.write(
                "\(Language.text("first difference at record", "首个差异在记录")) \(difference.sequence): \(TerminalText.safe(difference.what))"
            )
        }
    }
}
