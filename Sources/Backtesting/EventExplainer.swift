public import RuleEngine
public import RulePacks
public import SupervisionModel

/// Explains what one rule makes of one event of a file, in the light of all the others (`yushi rules explain`).
public struct EventExplainer {
    /// Where an event stands, as `--at` gives it.
    public struct Place: Hashable, Sendable {
        public let chain: ChainID
        public let height: UInt64
        public let transaction: UInt32
        public let index: UInt32

        /// Reads `CHAIN/HEIGHT/TX/INDEX`; `nil` for anything else. TX may be `-` for an event of the whole block.
        public init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4, let chain = ChainID(parts[0]), let height = UInt64(parts[1]),
                let transaction = parts[2] == "-" ? UInt32.max : UInt32(parts[2]), let index = UInt32(parts[3])
            else { return nil }
            self.chain = chain
            self.height = height
            self.transaction = transaction
            self.index = index
        }
    }

    private let pack: RulePack
    private let naming: any EntityNaming

    public init(pack: RulePack, naming: any EntityNaming) {
        self.pack = pack
        self.naming = naming
    }

    /// - Parameter rule: id, or id with its variant; of an id with several variants all are explained.
    /// - Returns: the rule's name with each explanation; `nil` when no event stands at that place.
    public func explain(
        _ rule: String, at place: Place, in steps: [EventStep]
    ) -> [(rule: String, explanation: RuleExplanation)]? {
        let (events, watermark) = EventExplainer.standing(steps)
        let evaluator = Evaluator(rules: pack.ruleSet, lists: pack.lists.map(\.snapshot), naming: naming)
        for event in events { for row in evaluator.rows(of: event) { evaluator.tables.insert(row) } }
        let here = events.filter {
            $0.position.chain == place.chain && $0.position.height == place.height
                && $0.position.transaction == place.transaction && $0.position.index == place.index
        }
        guard !here.isEmpty else { return nil }
        var found: [(rule: String, explanation: RuleExplanation)] = []
        for (index, candidate) in pack.rules.enumerated()
        where candidate.name.utf8.elementsEqual(rule.utf8) || candidate.id.utf8.elementsEqual(rule.utf8) {
            for event in here {
                let others = events.filter { $0 != event }
                for explanation in evaluator.explain(event, rule: index, among: others, watermark: watermark) {
                    found.append((candidate.name, explanation))
                }
            }
        }
        return found
    }

    /// The events that no removal has taken away, and the moment that the end of the file sets.
    private static func standing(_ steps: [EventStep]) -> ([Event], Timestamp) {
        var events: [Event] = []
        var tick: Timestamp?
        var newest = Timestamp.distantPast
        for step in steps {
            switch step {
            case .event(let file):
                events.append(file.event)
                newest = max(newest, file.event.position.ruleTime)
            case .remove(let chain, let height):
                events.removeAll { $0.position.chain == chain && $0.position.height >= height }
            case .tick(let moment): tick = max(tick ?? moment, moment)
            default: break
            }
        }
        return (events, (tick ?? newest).advanced(by: Interval(milliseconds: 1)))
    }

    public func json(_ rule: String, _ explanation: RuleExplanation) -> JSONValue {
        var object: JSONObject = [
            "evidence": .array(explanation.evidence.map(\.json)), "rule": .string(rule),
            "steps": .array(
                explanation.steps.map { ["text": .string($0.text), "value": $0.value, "what": .string($0.what)] }),
            "trigger": .string(explanation.trigger), "verdict": .string(explanation.verdict.rawValue),
        ]
        object.set("fired", to: .bool([.matches, .continues].contains(explanation.verdict)))
        if let match = explanation.match {
            object.set("at", to: .string(match.at.rfc3339))
            object.set("subject", to: .string(naming.text(of: match.subject)))
            object.set("severity", to: .string(match.severity.name))
        }
        return .object(object)
    }
}
