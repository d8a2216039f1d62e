import ArgumentParser
import Backtesting
import ChainFormats
import RuleEngine
import RulePacks
import SupervisionModel

/// `yushi rules explain`: why a rule fired on an event, or why it did not.
struct RulesExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain what a rule makes of an event. 解释规则对某一事件为何命中或未命中。",
        discussion: """
            The event is named by its place: CHAIN/HEIGHT/TX/INDEX, TX is - for an event of a whole block. Every value on
            the way is shown. Ends with status 0 whether the rule fired or not, 2 when nothing stands at the place.
              yushi rules explain Rules SCF-01 --events events.jsonl --at scf-1/12/0/0
            """)

    @Argument(help: "Folder of the pack.")
    var pack: String

    @Argument(help: "Rule, such as SCF-01, or one of its variants, such as CHN-11/silence.")
    var rule: String

    @Option(help: "Event file: JSON Lines, one event, removal, tick or finality a line.")
    var events: String

    @Option(help: "Place of the event: CHAIN/HEIGHT/TX/INDEX.")
    var at: String

    @Flag(help: "One JSON object an explanation.")
    var json = false

    func run() throws {
        guard let place = EventExplainer.Place(at) else {
            throw CommandFailure.badInput(
                Language.text(
                    "--at \"\(at)\": expected CHAIN/HEIGHT/TX/INDEX, such as scf-1/12/0/0",
                    "--at \"\(at)\"：应为 链/高度/交易/序号，如 scf-1/12/0/0"))
        }
        let loaded = try PackArgument.load(pack)
        let known = loaded.rules.map(\.name)
        guard loaded.rules.contains(where: { $0.name == rule || $0.id == rule }) else {
            throw CommandFailure.badInput(
                Language.text(
                    "the pack has no rule \"\(rule)\"; it has \(known.joined(separator: ", "))",
                    "规则包没有规则 \"\(rule)\"；现有：\(known.joined(separator: "、"))"))
        }
        let steps = try EventFileArgument.steps(events, for: loaded)
        let explainer = EventExplainer(pack: loaded, naming: AddressNaming())
        guard let found = explainer.explain(rule, at: place, in: steps) else {
            throw CommandFailure.badInput(
                Language.text(
                    "\(events): no event stands at \(at) at the end of the file",
                    "\(events)：文件末尾在 \(at) 处没有事件"))
        }
        if found.isEmpty, !json {
            StandardOutput.write(
                Language.text(
                    "\(rule) does not look at events of this type.", "\(rule) 不关注这一类型的事件。"))
        }
        for (name, explanation) in found {
            if json {
                StandardOutput.write(explainer.json(name, explanation))
            } else {
                print(name, explanation)
            }
        }
    }

    private func print(_ name: String, _ explanation: RuleExplanation) {
        let fired = [.matches, .continues].contains(explanation.verdict)
        let head = Language.text(fired ? "fired" : "did not fire", fired ? "命中" : "未命中")
        StandardOutput.write("\(name) (\(explanation.trigger)): \(head): \(explanation.verdict.sentence)")
        for step in explanation.steps {
            let value = step.value.string ?? String(decoding: step.value.encode(), as: UTF8.self)
            let text = TerminalText.safe(step.text)
            StandardOutput.write(
                "  \(step.what)\(text.isEmpty ? "" : ": \(text)")  =  \(TerminalText.safe(value))")
        }
        if let match = explanation.match {
            StandardOutput.write(
                "  " + Language.text("alert at", "预警时间") + " \(match.at.rfc3339), \(match.severity.name), "
                    + AddressNaming().text(of: match.subject))
        }
    }
}

extension RuleExplanation.Verdict {
    /// The verdict as a sentence in the user's language.
    fileprivate var sentence: String {
        switch self {
        case .notInForce: Language.text("the rule is not in force at that time", "规则在该时间不生效")
        case .elsewhere: Language.text("the event belongs to another jurisdiction", "事件属于其他法域")
        case .filtered: Language.text("\"where\" does not hold", "where 条件不成立")
        case .noKey: Language.text("the event has no key", "事件没有键值")
        case .exempt: Language.text("the rule exempts the subject", "规则豁免该主体")
        case .conditionFails: Language.text("\"when\" does not hold", "when 条件不成立")
        case .counted: Language.text("it is counted, and judged with other events", "计入统计，由其他事件触发判断")
        case .answered: Language.text("what was due came in time", "应有的事件已按时发生")
        case .waiting: Language.text("what is due may still come", "期限未到")
        case .nothingFound: Language.text("no such pattern was found", "未发现该模式")
        case .continues: Language.text("it belongs to a match that began earlier", "属于此前已开始的命中")
        case .matches: Language.text("a match begins here", "由此产生命中")
        case .inconclusive: Language.text("a limit was hit: neither proven nor excluded", "达到计算上限，无法定论")
        }
    }
}
