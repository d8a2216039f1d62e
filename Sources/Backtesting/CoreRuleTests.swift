import RuleEngine
public import RulePacks
import Supervision
public import SupervisionModel

/// Runs the tests in rule files on the supervision core itself: what passes here is what a node does.
public struct CoreRuleTests: RuleTestEngine {
    private let naming: any EntityNaming

    public init(naming: any EntityNaming) {
        self.naming = naming
    }

    public func alerts(of rule: String, in pack: RulePack, after steps: [EventStep]) throws -> [TestAlert] {
        guard pack.rule(rule) != nil else {
            let place = SourceLocation(file: "pack.yaml", line: 1, column: 1)
            throw LoadFailure([LoadError(.unknownRule, at: place, [rule])])
        }
        let run = try EventFileRun(pack: pack, chains: EventFileRun.chains(of: steps), naming: naming)
        for step in steps { try run.take(step) }
        try run.end()
        return run.alerts.filter { run.ruleName(of: $0.match).utf8.elementsEqual(rule.utf8) }.map(TestAlert.init)
    }
}

extension TestAlert {
    init(_ finding: EventFileRun.Finding) {
        let state: State =
            switch finding.alert.finality {
            case .provisional: .provisional
            case .final: .final
            case .retracted: .retracted
            }
        let match = finding.match
        self.init(
            at: match.at, subject: match.subject, severity: match.severity, state: state,
            isMuted: finding.alert.muted != nil,
            values: match.values.map { NamedValue(name: $0.name, value: TestValue($0.value)) })
    }
}

extension TestValue {
    init(_ scalar: Scalar) {
        switch scalar {
        case .absent: self = .absent
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .text(let value): self = .text(value)
        case .entity(let value): self = .entity(value)
        case .time(let value): self = .time(value)
        case .span(let value): self = .span(value)
        }
    }
}
