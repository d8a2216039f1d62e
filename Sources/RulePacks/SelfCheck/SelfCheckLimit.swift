import RuleEngine
import SupervisionModel

/// Why a participant's own data alone do not say what the supervisor will find with a rule.
public struct SelfCheckLimit: Hashable, Sendable {
    public enum Reason: Hashable, Sendable, CaseIterable {
        /// The rule looks at what the supervisor's node observes of feeds and clocks.
        case ownObservations
        /// Events of other chains count for the same key.
        case otherChains
        /// Edges on other chains belong to the same graph.
        case otherEdges
        /// What was due may have come on another chain.
        case answeredElsewhere
        /// Events of other chains make rows of a table that the rule reads.
        case tables

        /// What it means, in both languages.
        public var text: LocalizedMessage {
            switch self {
            case .ownObservations:
                LocalizedMessage(
                    en: "looks at what the supervisor's node observes itself; your data say nothing about it",
                    zh: "针对监管节点自身的观测；自有数据无从判断")
            case .otherChains:
                LocalizedMessage(
                    en: "counts events of every chain for one key; with other chains there may be more alerts",
                    zh: "按同一键统计各链事件；结合其他链可能有更多预警")
            case .otherEdges:
                LocalizedMessage(
                    en: "follows edges over every chain; with other chains there may be more alerts",
                    zh: "沿各链的关系追踪；结合其他链可能有更多预警")
            case .answeredElsewhere:
                LocalizedMessage(
                    en: "awaits an event that may come on another chain; an alert here may not be one there",
                    zh: "等待的事件可能发生在其他链；此处的预警结合其他链未必成立")
            case .tables:
                LocalizedMessage(
                    en: "reads tables that events of every chain fill; with other chains its answer may differ",
                    zh: "读取由各链事件填充的表；结合其他链结论可能不同")
            }
        }

        /// Stable name for scripts.
        public var name: String {
            switch self {
            case .ownObservations: "ownObservations"
            case .otherChains: "otherChains"
            case .otherEdges: "otherEdges"
            case .answeredElsewhere: "answeredElsewhere"
            case .tables: "tables"
            }
        }
    }

    /// With its variant.
    public let rule: String
    public let reason: Reason
}

extension RulePack {
    /// The rules that a participant cannot check wholly with its own data, in the order of the pack.
    public var selfCheckLimits: [SelfCheckLimit] {
        let fed = ruleSet.tables.filter { !$0.sources.isEmpty }.map { "tables.\($0.id)" }
        return rules.enumerated().compactMap { index, rule in
            SelfCheckLimit.reason(rule, ruleSet.timeSource(of: index), fed)
                .map { SelfCheckLimit(rule: rule.name, reason: $0) }
        }
    }
}

extension SelfCheckLimit {
    fileprivate static func reason(_ rule: Rule, _ time: EventType.TimeSource, _ tables: [String]) -> Reason? {
        if time == .node { return .ownObservations }
        if !isOfOneChain(rule) {
            if rule.absence != nil || rule.sequence?.steps.contains(where: \.isAbsent) == true {
                return .answeredElsewhere
            }
            if rule.graph != nil { return .otherEdges }
            if rule.window != nil || rule.sequence != nil { return .otherChains }
        }
        let names = rule.expressions.flatMap { identifiers(in: $0.text) }
        return names.contains { name in tables.contains { $0.utf8.elementsEqual(name.utf8) } } ? .tables : nil
    }

    /// Whether every event of a key is of the key's chain.
    private static func isOfOneChain(_ rule: Rule) -> Bool {
        let triggers = rule.triggers + [rule.absence?.trigger].compactMap(\.self)
        let keys = triggers.map { $0.key ?? rule.key }
        return keys.allSatisfy { key in
            key.map { identifiers(in: $0.text).contains { $0.hasSuffix(".chain") } } ?? false
        }
    }

    /// Names with their dots, such as `event.chain` and `tables.lpr`; the first two parts of longer ones.
    private static func identifiers(in text: String) -> [String] {
        guard let tokens = try? BindingText.tokens(text) else { return [] }
        var names: [String] = []
        for index in tokens.indices.dropFirst(2) {
            guard case .identifier(let first) = tokens[index - 2].token, tokens[index - 1].token == .dot,
                case .identifier(let second) = tokens[index].token
            else { continue }
            names.append("\(first).\(second)")
        }
        return names
    }
}
