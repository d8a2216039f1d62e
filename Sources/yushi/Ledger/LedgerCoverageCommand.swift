import ArgumentParser
import Persistence
import SupervisionModel
import YushiNode

/// `yushi ledger coverage`: what was watched, day by day.
struct LedgerCoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "What was watched day by day, by which rules, and what stood open. 逐日列明已监测范围、所用规则与未决缺口。",
        discussion: """
            Where there is no alert, this says what the silence rests on. Every line is an item that can be proved by itself.
              yushi ledger coverage --store analysis --chain btc --from 2025-03-01
              yushi ledger prove 512/0 --store analysis --out coverage-512
            """)

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Only this chain.")
    var chain: String?

    @Option(help: "First day, YYYY-MM-DD.")
    var from: String?

    @Option(help: "Last day, YYYY-MM-DD.")
    var to: String?

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    @Flag(help: "Machine output: one object a line.")
    var json = false

    func run() throws {
        let chain = try chain.map { text in
            guard let chain = ChainID(text) else {
                throw ValidationError("--chain \(text): no name of a chain. 不是有效的链名。")
            }
            return chain
        }
        let (first, last) = (try day(from, "--from"), try day(to, "--to"))
        let opened = try NodeStore.open(at: store, for: .reading, seed: try SeedArgument.seed(keySeed))
        for statement in try StoredCoverage(opened).statements(of: chain, from: first, through: last) {
            if json { StandardOutput.write(machine(statement)) } else { StandardOutput.write(line(statement)) }
        }
    }

    private func day(_ text: String?, _ option: String) throws -> Day? {
        guard let text else { return nil }
        guard let day = Day(text: text) else {
            throw ValidationError("\(option) \(text): expected a date YYYY-MM-DD. 应为日期 YYYY-MM-DD。")
        }
        return day
    }

    private func machine(_ statement: StoredCoverage.Statement) -> JSONValue {
        var object = statement.payload.object ?? [:]
        object.set("item", to: .string("\(statement.sequence)/\(statement.index)"))
        return .object(object)
    }

    private func line(_ statement: StoredCoverage.Statement) -> String {
        let payload = statement.payload
        func text(_ name: String) -> String { payload[name]?.string ?? "" }
        let gaps = payload["openGaps"]?.integer ?? 0
        var notes: [String] = []
        if gaps > 0 { notes.append(Language.text("\(gaps) open gaps", "\(gaps) 处未决缺口")) }
        if payload["suspended"]?.bool == true { notes.append(Language.text("suspended", "已暂停计入")) }
        if notes.isEmpty { notes.append(Language.text("nothing open", "无未决")) }
        let span = text("since") == text("day") ? text("day") : "\(text("since"))…\(text("day"))"
        return
            "\(span)  \(text("chain"))  \(Language.text("blocks through", "区块至")) \(payload["height"]?.integer ?? 0)  "
            + "\(Language.text("rules", "规则包")) \(text("pack").prefix(12))  \(notes.joined(separator: ", "))  "
            + "[\(statement.sequence)/\(statement.index)]"
    }
}
