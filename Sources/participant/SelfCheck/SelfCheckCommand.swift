internal import ArgumentParser
internal import Backtesting
internal import ChainFormats
internal import Glibc
internal import RulePacks
internal import SupervisionModel

/// `participant self-check`: the supervisor's own rules on a platform's own data.
struct SelfCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "self-check",
        abstract: "The supervisor's rules on your own data. 以监管规则自查自有数据。",
        discussion: """
            Prints the alerts that the supervisor would raise from these events alone, one JSON object a line, as `yushi
            rules backtest` does. Standard error names the rules that look beyond one participant's data, with the reason;
            --json prints them as a last line {notCheckable: [{rule, reason, en, zh}]} instead. Ends with status 1 when an
            alert stands that is not muted, 2 when the pack or all of the file cannot be used.

            Example: participant self-check Rules --events own.jsonl
            """
    )

    @Argument(help: "Folder of the supervisor's rule pack.")
    var pack: String

    @Option(help: "Event file: JSON Lines, one event, removal, tick or finality a line; - for standard input.")
    var events: String

    @Flag(help: "Name the rules that cannot be checked on standard output, as JSON.")
    var json = false

    func run() throws {
        guard access(pack, F_OK) == 0 else {
            throw CommandFailure.environment("\(pack): \(String(cString: strerror(errno)))")
        }
        let loaded = try RulePack.load(directory: pack, entities: .ofEveryNetwork)
        let steps: [EventStep]
        do throws(EventFileSource.Unreadable) { steps = try EventFileSource.steps(events, for: loaded) } catch {
            throw CommandFailure.environment(error.description)
        }
        let backtest = Backtest(pack: loaded, naming: AddressNaming())
        let alerts = try backtest.run(steps).map(backtest.json)
        for alert in alerts { write(alert) }
        nameLimits(of: loaded)
        let report = EventFileReport(steps, vocabulary: loaded.vocabulary)
        if !report.isClean { StandardError.write(report.text(in: Language.current == .zh ? .zh : .en)) }
        let standing = alerts.count { $0["state"]?.string != "retracted" && $0["muted"] == nil }
        StandardError.write(
            Language.text(
                "\(standing) alerts stand on this data alone", "仅凭这些数据成立的预警线索：\(standing) 条"))
        if standing > 0 { throw CommandFailure(status: .failedCheck, text: "") }
    }

    private func nameLimits(of pack: RulePack) {
        let limits = pack.selfCheckLimits
        guard !json else {
            let lines: [JSONValue] = limits.map {
                [
                    "en": .string($0.reason.text.en), "reason": .string($0.reason.name), "rule": .string($0.rule),
                    "zh": .string($0.reason.text.zh),
                ]
            }
            return write(["notCheckable": .array(lines)])
        }
        for limit in limits {
            let text = limit.reason.text
            StandardError.write(
                Language.text(
                    "not checkable alone: \(limit.rule): \(text.en)", "无法单独自查：\(limit.rule)：\(text.zh)"))
        }
    }

    private func write(_ value: JSONValue) {
        StandardOutput.write(String(decoding: value.encode(), as: UTF8.self))
    }
}
