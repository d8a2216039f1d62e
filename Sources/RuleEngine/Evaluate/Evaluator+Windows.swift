import CEL
import SupervisionModel

/// Conditions over the events of a key within a window.
extension Evaluator {
    /// An entry with what the window counts of it.
    func member(_ entry: TailEntry, _ plan: PlannedRule, _ window: PlannedWindow) -> WindowContents.Member {
        if !window.aggregates.isEmpty || window.items != nil { show(entry, plan) }
        let arguments = window.aggregates.map { $0.isScanned ? .absent : argument($0, of: entry) }
        let item = window.items?.names[Int(entry.role)].map(scalar) ?? .absent
        return WindowContents.Member(entry: entry, arguments: arguments, item: item)
    }

    /// What an aggregate counts of the entry that is shown; `absent` for nothing.
    func argument(_ aggregate: PlannedAggregate, of entry: TailEntry) -> Scalar {
        if let role = aggregate.role, role != Int(entry.role) { return .absent }
        if let filter = aggregate.filter, verdict(of: filter) != .holds { return .absent }
        guard let program = aggregate.argument else { return .int(1) }
        let value = scalar(program)
        if aggregate.kind == .count {
            // `count(condition)` counts where it holds.
            if case .bool(false) = value { return .absent }
            return value == .absent ? .absent : .int(1)
        }
        return value
    }

    /// Values of the rule's names, and whether its condition holds.
    /// - Parameters:
    ///   - newest: the event that names of triggers mean; `nil` between two events.
    ///   - at: the event whose rule time it is.
    func judge(
        _ contents: WindowContents, _ plan: PlannedRule, _ window: PlannedWindow, newest: TailEntry?, at: TailEntry
    ) -> KeyedJudgement {
        trail.begin(at: at.position.ruleTime)
        showOnly(newest, plan)
        for list in window.lists {
            let entries = contents.live.lazy.map(\.entry).filter { Int($0.role) == list.role }
            activation[list.slot] = self.list(Array(entries), plan.roles[list.role])
        }
        if !window.series.isEmpty {
            for series in window.series { activation[series.slot] = value(of: series, contents, plan) }
            showOnly(newest, plan)
        }
        var values: [Scalar] = []
        values.reserveCapacity(plan.names.count)
        var isOutOfRange = false
        for name in plan.names {
            switch name.source {
            case .aggregate(let index):
                let scanned = window.aggregates[index].isScanned ? scan(index, contents, plan, window, newest) : nil
                guard let scalar = contents.value(index, scanned: scanned) else {
                    isOutOfRange = true
                    activation[name.slot] = .failure(.overflow, "the sum left its range")
                    values.append(.absent)
                    continue
                }
                activation[name.slot] = bridge.value(of: scalar, as: name.type)
                values.append(scalar)
            case .expression(let program):
                let value = evaluate(program)
                activation[name.slot] = value
                values.append(FieldBridge.scalar(of: value) ?? .absent)
            }
        }
        var judgement = KeyedJudgement(verdict: .fails, severity: plan.rule.severity, values: values)
        guard let condition = plan.condition else { return judgement }
        judgement.verdict = isOutOfRange ? .inconclusive : verdict(of: condition)
        guard judgement.verdict != .fails else { return judgement }
        judgement.severity = severity(plan)
        judgement.subject = entity(of: plan.subject)
        judgement.hits = trail.hits
        return judgement
    }

    /// Arguments of an aggregate whose filter reads names that are known by now.
    private func scan(
        _ index: Int, _ contents: WindowContents, _ plan: PlannedRule, _ window: PlannedWindow, _ newest: TailEntry?
    ) -> [Scalar] {
        let aggregate = window.aggregates[index]
        var arguments: [Scalar] = []
        for member in contents.live where aggregate.role.map({ $0 == Int(member.entry.role) }) ?? true {
            show(member.entry, plan)
            let value = argument(aggregate, of: member.entry)
            if value != .absent { arguments.append(value) }
            if aggregate.role == nil { hide(Int(member.entry.role), plan) }
        }
        showOnly(newest, plan)
        return arguments
    }

    // MARK: Series

    /// One value per calendar unit from the first event of the window to the newest.
    private func value(of series: PlannedSeries, _ contents: WindowContents, _ plan: PlannedRule) -> Value {
        var values: [Value] = []
        var entries: [TailEntry] = []
        var current: Int64?
        for member in contents.live {
            let number = series.unit.number(of: member.entry.position.ruleTime)
            if let unit = current, number != unit {
                append(series, entries, plan, to: &values)
                if let fill = series.fill { for _ in 1..<max(1, number - unit) { values.append(evaluate(fill)) } }
                entries = []
            }
            current = number
            entries.append(member.entry)
        }
        if !entries.isEmpty { append(series, entries, plan, to: &values) }
        if let error = values.first(where: { $0.error != nil }) { return error }
        return .list(values)
    }

    private func append(
        _ series: PlannedSeries, _ entries: [TailEntry], _ plan: PlannedRule, to values: inout [Value]
    ) {
        var arguments = [[Scalar]](repeating: [], count: series.aggregates.count)
        for entry in entries {
            show(entry, plan)
            for (index, aggregate) in series.aggregates.enumerated() {
                let value = argument(aggregate, of: entry)
                if value != .absent { arguments[index].append(value) }
            }
        }
        for name in series.names {
            switch name.source {
            case .aggregate(let index):
                activation[name.slot] =
                    AggregateValue.of(series.aggregates[index], arguments[index])
                    .map { bridge.value(of: $0, as: name.type) } ?? .failure(.overflow, "the sum left its range")
            case .expression(let program): activation[name.slot] = evaluate(program)
            }
        }
        let value = evaluate(series.value)
        // A unit about which nothing can be said is left out.
        if value.error?.code == .noSuchField { return }
        values.append(value)
    }
}
