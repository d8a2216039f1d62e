import RuleEngine
public import RulePacks
import Supervision
public import SupervisionModel

/// What the rules of a pack say of an event file: the alerts as they stand at its end.
public struct Backtest: Sendable {
    public let pack: RulePack
    public let naming: any EntityNaming

    public init(pack: RulePack, naming: any EntityNaming) {
        self.pack = pack
        self.naming = naming
    }

    /// Runs the steps.
    ///
    /// - Parameters:
    ///   - seed: feeds the events between two removals, ticks, finalities or observations of the node in another order, which must not matter.
    ///   - progress: called now and then with the number of steps done.
    /// - Returns: alerts by time, rule and identifier.
    public func run(
        _ steps: [EventStep], shuffle seed: UInt64? = nil, progress: (Int) -> Void = { _ in }
    ) throws -> [EventFileRun.Finding] {
        let run = try EventFileRun(pack: pack, chains: EventFileRun.chains(of: steps), naming: naming)
        let ordered = seed.map { EventShuffle.shuffled(steps, seed: $0, pack.vocabulary) } ?? steps
        for (index, step) in ordered.enumerated() {
            try run.take(step)
            if index.isMultiple(of: 256) { progress(index) }
        }
        try run.end()
        return Self.sorted(run.alerts)
    }

    static func sorted(_ findings: [EventFileRun.Finding]) -> [EventFileRun.Finding] {
        findings.sorted { left, right in
            if left.match.at != right.match.at { return left.match.at < right.match.at }
            if !left.alert.rule.utf8.elementsEqual(right.alert.rule.utf8) {
                return left.alert.rule.utf8.lexicographicallyPrecedes(right.alert.rule.utf8)
            }
            return left.alert.id < right.alert.id
        }
    }

    /// The line of an alert (COMMANDS.md, `rules backtest`).
    public func json(_ finding: EventFileRun.Finding) -> JSONValue {
        let content = finding.alert.content
        var line: JSONObject = [
            "at": .string(finding.match.at.rfc3339), "evidence": content["evidence"] ?? [],
            "id": .string(finding.alert.id.hex), "incident": .string(finding.alert.incident.hex),
            "key": .array(EntryKey.parts(finding.match.key, naming: naming)), "marks": content["marks"] ?? [],
            "rule": .string(finding.alert.rule), "severity": content["severity"] ?? "",
            "state": .string(finding.alert.finality.rawValue),
            "subject": .string(naming.text(of: finding.match.subject)), "values": content["values"] ?? [:],
            "version": .string(finding.alert.version),
        ]
        if let muted = finding.alert.muted?["exception"] { line.set("muted", to: muted) }
        return .object(line)
    }
}
