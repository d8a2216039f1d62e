import CEL
import SupervisionModel

/// Patterns that an anchor completes.
extension Evaluator {
    /// The match of an anchor, if it has one.
    func match(
        _ anchor: GraphIndex.Element, _ plan: PlannedRule, _ graph: PlannedGraph, _ index: GraphIndex, key: [UInt8]
    ) -> Match? {
        trail.begin(at: anchor.entry.position.ruleTime)
        var match: Match?
        var search = GraphSearch(
            index: index, pattern: graph.pattern, anchor: anchor,
            isAnchor: { plan.roles[Int($0.entry.role)].judges },
            isSource: { self.isSource($0, anchor, plan, graph) },
            accept: { finding in
                match = self.judge(finding, anchor, plan, graph, key: key)
                return match != nil
            })
        search.run()
        if match == nil, search.isExhausted {
            // Nothing was found in what could be looked at: that is no proof that there is nothing.
            match = self.match(GraphFinding(), anchor, plan, graph, key: key, marks: .inconclusive)
        }
        return match
    }

    private func isSource(
        _ node: EntityRef, _ anchor: GraphIndex.Element, _ plan: PlannedRule, _ graph: PlannedGraph
    ) -> Bool {
        guard let source = graph.source else { return false }
        showOnly(anchor.entry, plan)
        activation[graph.nodeSlot] = .opaque(EntityValue(node, naming: naming))
        return verdict(of: source) == .holds
    }

    private func judge(
        _ finding: GraphFinding, _ anchor: GraphIndex.Element, _ plan: PlannedRule, _ graph: PlannedGraph,
        key: [UInt8]
    ) -> Match? {
        showOnly(anchor.entry, plan)
        activation[graph.slot] = finding.value(naming: naming)
        let names = evaluateNames(plan.names)
        var marks: Marks = []
        if let condition = plan.condition {
            switch verdict(of: condition) {
            case .fails: return nil
            case .inconclusive: marks.insert(.inconclusive)
            case .holds: break
            }
        }
        if isExempt(plan.subject) { return nil }
        return match(finding, anchor, plan, graph, key: key, marks: marks, values: names)
    }

    private func match(
        _ finding: GraphFinding, _ anchor: GraphIndex.Element, _ plan: PlannedRule, _ graph: PlannedGraph,
        key: [UInt8], marks: Marks, values: [NamedScalar]? = nil
    ) -> Match {
        showOnly(anchor.entry, plan)
        activation[graph.slot] = finding.value(naming: naming)
        let values = values ?? evaluateNames(plan.names)
        let evidence = finding.evidence + [anchor.entry]
        return Match(
            rule: plan.index, key: key, subject: entity(of: plan.subject.program) ?? anchor.from,
            episode: anchor.entry.identity, at: anchor.entry.position.ruleTime, last: anchor.entry.position,
            severity: severity(plan), values: values,
            evidence: evidence.suffix(Match.inlineEvidence).map(\.evidence), evidenceCount: Int64(evidence.count),
            hits: trail.hits, marks: marks)
    }
}
