import CEL
import SupervisionModel

/// Conditions over the events of a key within a window.
extension Evaluator {
    /// Appends what the window counts of an entry: a row of its columns.
    func append(_ entry: TailEntry, _ plan: PlannedRule, _ window: PlannedWindow, to row: inout [Scalar]) {
        guard window.columns.width > 0 else { return }
        show(entry, plan)
        for aggregate in window.aggregates where !aggregate.countsEveryEvent {
            if aggregate.isScanned {
                let isCompared = !(aggregate.comparisons ?? []).isEmpty
                row.append(isCompared ? argument(aggregate, of: entry, isFiltered: false) : .absent)
            } else {
                row.append(argument(aggregate, of: entry))
            }
        }
        for aggregate in window.aggregates {
            let counts = aggregate.role.map { $0 == Int(entry.role) } ?? true
            for comparison in aggregate.comparisons ?? [] { row.append(counts ? scalar(comparison.left) : .absent) }
        }
        for series in window.series {
            for aggregate in series.aggregates where !aggregate.countsEveryEvent {
                row.append(argument(aggregate, of: entry))
            }
        }
        if let items = window.items { row.append(items.names[Int(entry.role)].map(scalar) ?? .absent) }
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

    /// Whether a rule's condition holds, and what its names say then.
    /// - Parameters:
    ///   - entries: the tail that `contents` is about.
    ///   - newest: the event that names of triggers mean; `nil` between two events.
    ///   - at: the event whose rule time it is.
    ///   - needsValues: whether values are wanted although the condition fails.
    func judge(
        _ contents: WindowContents, _ entries: [TailEntry], _ plan: PlannedRule, _ window: PlannedWindow,
        newest: TailEntry?, at: TailEntry, needsValues: Bool = false
    ) -> KeyedJudgement {
        trail.begin(at: at.position.ruleTime)
        showOnly(newest, plan)
        for list in window.lists {
            let shown = contents.live.map { entries[$0] }.filter { Int($0.role) == list.role }
            activation[list.slot] = self.list(shown, plan.roles[list.role])
        }
        for (index, series) in window.series.enumerated() {
            activation[series.slot] = value(of: series, contents.series[index], contents.rows)
        }
        var isOutOfRange = false
        for name in plan.names {
            switch name.source {
            case .aggregate(let index):
                let value = value(of: index, contents, entries, plan, window, newest)
                if value == nil { isOutOfRange = true }
                activation[name.slot] =
                    value.map { bridge.value(of: $0, as: name.type) }
                    ?? .failure(.overflow, "the sum left its range")
            case .expression(let program): activation[name.slot] = evaluate(program)
            }
        }
        var judgement = KeyedJudgement(verdict: .fails, severity: plan.rule.severity)
        if let condition = plan.condition { judgement.verdict = isOutOfRange ? .inconclusive : verdict(of: condition) }
        if judgement.verdict != .fails, isExempt(plan.subject) {
            judgement.verdict = .fails
            judgement.isExempt = true
        }
        guard needsValues || judgement.verdict != .fails else { return judgement }
        judgement.values = plan.names.map { name in
            switch name.source {
            case .aggregate(let index): value(of: index, contents, entries, plan, window, newest) ?? .absent
            case .expression: FieldBridge.scalar(of: activation[name.slot]) ?? .absent
            }
        }
        guard judgement.verdict != .fails else { return judgement }
        judgement.severity = severity(plan)
        judgement.subject = entity(of: plan.subject.program)
        judgement.hits = trail.hits
        return judgement
    }

    /// The value of an aggregate over the window; `nil` when a sum leaves its range.
    private func value(
        of index: Int, _ contents: WindowContents, _ entries: [TailEntry], _ plan: PlannedRule,
        _ window: PlannedWindow, _ newest: TailEntry?
    ) -> Scalar? {
        let aggregate = window.aggregates[index]
        guard aggregate.isScanned else { return contents.value(index) }
        if window.countedRecent[index] != nil, let comparison = aggregate.comparisons?.first {
            let bound = scalar(comparison.right)
            return contents.recentValue(index, entries) { comparison.relation.holds(.time($0), bound) }
        }
        return contents.value(index, scanned: scan(index, contents, entries, plan, window, newest))
    }

    /// Arguments of an aggregate whose filter reads names that are known by now.
    private func scan(
        _ index: Int, _ contents: WindowContents, _ entries: [TailEntry], _ plan: PlannedRule,
        _ window: PlannedWindow, _ newest: TailEntry?
    ) -> [Scalar] {
        let aggregate = window.aggregates[index]
        if let comparisons = aggregate.comparisons { return compare(index, comparisons, contents, window) }
        var arguments: [Scalar] = []
        for entry in contents.live.lazy.map({ entries[$0] }) {
            guard aggregate.role.map({ $0 == Int(entry.role) }) ?? true else { continue }
            show(entry, plan)
            let value = argument(aggregate, of: entry)
            if value != .absent { arguments.append(value) }
            if aggregate.role == nil { hide(Int(entry.role), plan) }
        }
        showOnly(newest, plan)
        return arguments
    }

    /// Arguments of an aggregate whose filter compares what the events say with what the names say.
    private func compare(
        _ index: Int, _ comparisons: [PlannedComparison], _ contents: WindowContents, _ window: PlannedWindow
    ) -> [Scalar] {
        let (column, side) = (window.columns.aggregates[index], window.columns.sides[index])
        let rights = comparisons.map { scalar($0.right) }
        guard !rights.contains(.absent) else { return [] }
        var arguments: [Scalar] = []
        let rows = contents.rows
        for row in contents.live {
            let argument = rows[row, column]
            guard argument != .absent else { continue }
            var holds = true
            for (offset, comparison) in comparisons.enumerated() where holds {
                holds = comparison.relation.holds(rows[row, side + offset], rights[offset])
            }
            if holds { arguments.append(argument) }
        }
        return arguments
    }

    // MARK: Series

    /// One value per calendar unit from the first event of the window to the newest.
    private func value(of series: PlannedSeries, _ contents: SeriesContents, _ rows: WindowRows) -> Value {
        var values: [Value] = []
        var last: Int64?
        for unit in contents.units {
            if let last, let fill = series.fill {
                for _ in 1..<max(1, unit.number - last) { values.append(evaluate(fill)) }
            }
            last = unit.number
            let value = value(of: series, in: unit, rows)
            // A unit about which nothing can be said is left out.
            if value.error?.code != .noSuchField { values.append(value) }
        }
        if let error = values.first(where: { $0.error != nil }) { return error }
        return .list(values)
    }

    private func value(of series: PlannedSeries, in unit: SeriesContents.Unit, _ rows: WindowRows) -> Value {
        for name in series.names {
            switch name.source {
            case .aggregate(let index):
                activation[name.slot] =
                    unit.totals.value(index, rows, live: unit.live).map { bridge.value(of: $0, as: name.type) }
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
