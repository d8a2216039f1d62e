import CEL
import SupervisionModel

/// Conditions over the events of a key within a window.
extension Evaluator {
    /// An entry with what the window counts of it.
    func member(_ entry: TailEntry, _ plan: PlannedRule, _ window: PlannedWindow) -> WindowContents.Member {
        if !window.aggregates.isEmpty || !window.series.isEmpty || window.items != nil { show(entry, plan) }
        var arguments: [Scalar] = []
        arguments.reserveCapacity(window.aggregates.count)
        var sides: [Scalar] = []
        for aggregate in window.aggregates {
            guard aggregate.isScanned else {
                arguments.append(argument(aggregate, of: entry))
                continue
            }
            let comparisons = aggregate.comparisons ?? []
            arguments.append(comparisons.isEmpty ? .absent : argument(aggregate, of: entry, isFiltered: false))
            let counts = aggregate.role.map { $0 == Int(entry.role) } ?? true
            for comparison in comparisons { sides.append(counts ? scalar(comparison.left) : .absent) }
        }
        let series = window.series.map { series in series.aggregates.map { argument($0, of: entry) } }
        let item = window.items?.names[Int(entry.role)].map(scalar) ?? .absent
        return WindowContents.Member(entry: entry, arguments: arguments, sides: sides, series: series, item: item)
    }

    /// What an aggregate counts of the entry that is shown; `absent` for nothing.
    /// - Parameter isFiltered: whether the filter must hold too.
    private func argument(_ aggregate: PlannedAggregate, of entry: TailEntry, isFiltered: Bool = true) -> Scalar {
        if let role = aggregate.role, role != Int(entry.role) { return .absent }
        if isFiltered, let filter = aggregate.filter, verdict(of: filter) != .holds { return .absent }
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
            for (index, series) in window.series.enumerated() {
                activation[series.slot] = value(of: series, contents.series[index])
            }
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
        if aggregate.comparisons != nil { return compare(index, contents, window) }
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

    /// Arguments of an aggregate whose filter compares what the events say with what the names say.
    private func compare(_ index: Int, _ contents: WindowContents, _ window: PlannedWindow) -> [Scalar] {
        let comparisons = window.aggregates[index].comparisons ?? []
        let first = window.aggregates[..<index].reduce(0) { $0 + ($1.comparisons?.count ?? 0) }
        let rights = comparisons.map { scalar($0.right) }
        guard !rights.contains(.absent) else { return [] }
        var arguments: [Scalar] = []
        for member in contents.live where member.arguments[index] != .absent {
            var holds = true
            for (offset, comparison) in comparisons.enumerated() where holds {
                holds = comparison.relation.holds(member.sides[first + offset], rights[offset])
            }
            if holds { arguments.append(member.arguments[index]) }
        }
        return arguments
    }

    // MARK: Series

    /// One value per calendar unit from the first event of the window to the newest.
    private func value(of series: PlannedSeries, _ contents: SeriesContents) -> Value {
        var values: [Value] = []
        var last: Int64?
        for unit in contents.units {
            if let last, let fill = series.fill {
                for _ in 1..<max(1, unit.number - last) { values.append(evaluate(fill)) }
            }
            last = unit.number
            let value = value(of: series, in: unit.contents)
            // A unit about which nothing can be said is left out.
            if value.error?.code != .noSuchField { values.append(value) }
        }
        if let error = values.first(where: { $0.error != nil }) { return error }
        return .list(values)
    }

    private func value(of series: PlannedSeries, in unit: WindowContents) -> Value {
        for name in series.names {
            switch name.source {
            case .aggregate(let index):
                activation[name.slot] =
                    unit.value(index).map { bridge.value(of: $0, as: name.type) }
                    ?? .failure(.overflow, "the sum left its range")
            case .expression(let program): activation[name.slot] = evaluate(program)
            }
        }
        return evaluate(series.value)
    }
}

extension CheckedExpression.Comparison.Relation {
    /// Whether two values of one type are so; what is absent compares with nothing.
    fileprivate func holds(_ left: Scalar, _ right: Scalar) -> Bool {
        guard left != .absent, right != .absent else { return false }
        return switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
