import ArgumentParser
import Backtesting
import ChainFormats
import Persistence
import RulePacks
import Supervision
import SupervisionModel
import YushiNode

/// `yushi rules backtest`: what the rules say of recorded or invented events.
struct RulesBacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Run the rules of a pack over an event file or a store. 用事件文件或存储回测规则包。",
        discussion: """
            Prints one JSON object an alert, as it stands at the end of the input. With --expect it ends with status 1
            when an expected alert is missing or an alert is found that nobody expects. Lines that cannot be used are
            left out and types that nobody declared are kept unjudged; both are told on standard error, and --strict
            ends with status 2 when there is any.
            With --store the input is everything that a node has recorded, lists included, as if the pack had been in
            force since its first one.
              yushi rules backtest Rules --events events.jsonl --expect truth.jsonl
              yushi rules backtest Rules --store analysis
            """)

    @Argument(help: "Folder of the pack.")
    var pack: String

    @Option(help: "Event file: JSON Lines, one event, removal, tick or finality a line.")
    var events: String?

    @Option(help: "Directory of a store or of a node, instead of an event file.")
    var store: String?

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    @Option(help: "Expected alerts, one JSON object a line.")
    var expect: String?

    @Option(help: "Feed the events in another order, made from this number; the result must be the same.")
    var shuffle: UInt64?

    @Flag(help: "One JSON object an alert; so it is without this flag too.")
    var json = false

    @Flag(help: "End with status 2 when anything of the file was not judged.")
    var strict = false

    func validate() throws {
        if (events == nil) == (store == nil) {
            throw ValidationError("give either --events FILE or --store DIR. 请给出 --events 或 --store 之一。")
        }
        if store != nil, shuffle != nil || strict {
            throw ValidationError("--shuffle and --strict are for --events. --shuffle 与 --strict 只用于 --events。")
        }
    }

    func run() throws {
        let backtest = Backtest(pack: try PackArgument.load(pack), naming: AddressNaming())
        let expectations = try expect.map { try Self.lines($0) }
        if let events {
            try run(backtest, over: events, expectations)
        } else if let store {
            let alerts = try recorded(backtest, in: store)
            for alert in alerts { StandardOutput.write(alert) }
            if let expectations { try compare(alerts, with: expectations) }
        }
    }

    /// Over everything that a node has recorded.
    private func recorded(_ backtest: Backtest, in directory: String) throws -> [JSONValue] {
        let opened = try NodeStore.open(at: directory, for: .reading, seed: try SeedArgument.seed(keySeed))
        let size = try opened.ledger.head().size
        let inputs = RecordedInputs(opened)
        let progress = Progress(Language.text("backtest", "回测"))
        defer { progress.finish() }
        return try backtest.run(recorded: inputs, before: size, content: opened.content, blocks: inputs.blocks) {
            progress.update($0, of: Int(size), unit: Language.text("records", "条"))
        }.map(backtest.json)
    }

    private func run(_ backtest: Backtest, over events: String, _ expectations: [JSONValue]?) throws {
        let steps = try EventFileArgument.steps(events, for: backtest.pack)
        let report = EventFileReport(steps, vocabulary: backtest.pack.vocabulary)
        let progress = Progress(Language.text("backtest", "回测"))
        let alerts = try backtest.run(steps, shuffle: shuffle) {
            progress.update($0, of: steps.count, unit: Language.text("steps", "步"))
        }.map(backtest.json)
        progress.finish()
        for alert in alerts { StandardOutput.write(alert) }
        if !report.isClean { StandardError.write(report.text(in: Language.current == .zh ? .zh : .en)) }
        if let expectations { try compare(alerts, with: expectations) }
        if strict, !report.isClean {
            throw CommandFailure.badInput(
                Language.text("\(events): not all of it was judged", "\(events)：部分内容未经判断"))
        }
    }

    private func compare(_ alerts: [JSONValue], with expectations: [JSONValue]) throws {
        let difference = BacktestExpectations(expectations).difference(from: alerts)
        for line in difference.missing { Self.report("missing", line) }
        for line in difference.unexpected { Self.report("unexpected", line) }
        if !difference.isEmpty {
            throw CommandFailure.check(
                "\(difference.missing.count) missing, \(difference.unexpected.count) unexpected")
        }
    }

    private static func report(_ what: String, _ line: JSONValue) {
        StandardError.write("\(what): \(String(decoding: line.encode(), as: UTF8.self))")
    }

    private static func lines(_ path: String) throws -> [JSONValue] {
        var lines: [JSONValue] = []
        let bytes = try TextFile.read(path)
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { $0 > 0x20 }) {
            do {
                lines.append(try JSONParser.parse(Array(line), maximumBytes: 1 << 20))
            } catch {
                throw CommandFailure.badInput(
                    "\(path):\(index + 1):\(error.offset + 1) \(error.code), expected a JSON object")
            }
        }
        return lines
    }
}
