import ArgumentParser
import Backtesting
import ChainFormats
import RulePacks
import SupervisionModel

/// `yushi rules backtest`: what the rules say of recorded or invented events.
struct RulesBacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Run the rules of a pack over an event file. 用事件文件回测规则包。",
        discussion: """
            Prints one JSON object an alert, as it stands at the end of the input. With --expect it ends with status 1
            when an expected alert is missing or an alert is found that nobody expects. Lines that cannot be used are
            left out and types that nobody declared are kept unjudged; both are told on standard error, and --strict
            ends with status 2 when there is any.
              yushi rules backtest Rules --events events.jsonl --expect truth.jsonl
            """)

    @Argument(help: "Folder of the pack.")
    var pack: String

    @Option(help: "Event file: JSON Lines, one event, removal, tick or finality a line.")
    var events: String

    @Option(help: "Expected alerts, one JSON object a line.")
    var expect: String?

    @Option(help: "Feed the events in another order, made from this number; the result must be the same.")
    var shuffle: UInt64?

    @Flag(help: "One JSON object an alert; so it is without this flag too.")
    var json = false

    @Flag(help: "End with status 2 when anything of the file was not judged.")
    var strict = false

    func run() throws {
        let loaded = try PackArgument.load(pack)
        let naming = AddressNaming()
        let steps = try EventFileArgument.steps(events, for: loaded)
        let report = EventFileReport(steps, vocabulary: loaded.vocabulary)
        let expectations = try expect.map { try Self.lines($0) }
        let progress = Progress(Language.text("backtest", "回测"))
        let backtest = Backtest(pack: loaded, naming: naming)
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
