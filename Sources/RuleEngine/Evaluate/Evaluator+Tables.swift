import CEL
public import SupervisionModel

/// Events that make rows of as-of tables.
extension Evaluator {
    /// Rows that an event makes.
    public func rows(of event: Event) -> [TableRow] {
        let type = Int(event.type.rawValue)
        guard type < rules.tableSources.count else { return [] }
        return rules.tableSources[type].compactMap { source in
            trail.begin(at: event.position.ruleTime)
            show(judged: event, as: 0)
            if let filter = source.filter, verdict(of: filter) != .holds { return nil }
            let key: String
            switch evaluate(source.key) {
            case .string(let text): key = text
            case .opaque(let value): key = value.text
            default: return nil
            }
            let value = scalar(source.value)
            guard value != .absent else { return nil }
            var from = event.position.ruleTime
            if let program = source.validFrom, case .time(let moment) = scalar(program) { from = moment }
            return TableRow(table: source.table, key: key, from: from, value: value, source: EvidenceRef(event))
        }
    }
}
