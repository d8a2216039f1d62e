import RuleEngine
import SupervisionModel

/// As-of tables: rows come and go with events, and whoever has asked about them is looked at again.
extension Step {
    /// Takes in the rows that events make, before the events are judged.
    /// - Returns: the rows, for the row of their block.
    mutating func absorb(_ events: [Event], with evaluator: Evaluator) throws -> [StoredTableRow] {
        guard !evaluator.rules.tables.isEmpty else { return [] }
        let rows = events.flatMap { evaluator.rows(of: $0) }
        guard !rows.isEmpty else { return [] }
        try change(rows, evaluator) { table, row in table.insert(row) }
        let stored = rows.compactMap { StoredTableRow($0, evaluator.rules) }
        if !supervisor.keys.isVolatile {
            for (row, stored) in zip(rows, stored) {
                try state.set(.tableRow(stored.table, row), to: stored.encoded)
            }
        }
        return stored
    }

    /// Takes back the rows of a block.
    mutating func withdraw(_ stored: [StoredTableRow], _ evaluator: Evaluator) throws {
        let rows = stored.compactMap { $0.row(in: evaluator.rules) }
        guard !rows.isEmpty else { return }
        try change(rows, evaluator) { table, row in table.remove(row) }
        for row in rows { try state.set(.tableRow(evaluator.rules.tables[row.table].id, row), to: nil) }
    }

    /// Changes rows, and redoes what has asked about them: events whose judgement did, then keys whose conditions did.
    private mutating func change(
        _ rows: [TableRow], _ evaluator: Evaluator, by apply: (TableStore, TableRow) -> Bool
    ) throws {
        let reads = Step.reads(of: rows)
        let events = supervisor.events?.events(reading: reads) ?? []
        let before = Judgements(events, evaluator, self)
        // Asked and answered: what is asked anew is noted anew below.
        _ = evaluator.takeReads()
        var isChanged = false
        for row in rows where apply(evaluator.tables, row) { isChanged = true }
        guard isChanged else { return }
        let after = Judgements(events, evaluator, self)
        noteAgain(events, evaluator)
        try redo(events, from: before, to: after, evaluator)
        for read in reads { try rerunReaders(of: read, evaluator) }
    }

    /// What the rows answer, each once, in the order of the rows.
    private static func reads(of rows: [TableRow]) -> [TableRead] {
        var known: [TableRead] = []
        for row in rows {
            let read = TableRead(table: row.table, key: row.key)
            if !known.contains(read) { known.append(read) }
        }
        return known
    }

    /// What is asked may depend on what was answered: notes every event with what it asks now.
    private func noteAgain(_ events: [Event], _ evaluator: Evaluator) {
        _ = evaluator.takeReads()
        var outcomes: [Evaluator.Outcome] = []
        for event in events {
            evaluator.judge(event, into: &outcomes)
            supervisor.events?.note(event, evaluator.takeReads())
        }
    }

    private mutating func rerunReaders(of read: TableRead, _ evaluator: Evaluator) throws {
        let range = StateKey.tableReaders(evaluator.rules.tables[read.table].id, read.key)
        var next = range.from
        while true {
            let batch = try state.entries(from: next, to: range.to, limit: 256)
            for entry in batch {
                try rerun(StateKey(Array(entry.key.bytes.dropFirst(range.from.bytes.count))), evaluator)
            }
            guard batch.count == 256, let last = batch.last else { return }
            next = StateKey(last.key.bytes + [0])
        }
    }

    /// Notes which rows the conditions of a key have asked for.
    mutating func noteReads(of key: StateKey, _ evaluator: Evaluator) throws {
        for read in evaluator.takeReads() {
            try state.set(.tableReader(evaluator.rules.tables[read.table].id, read.key, key), to: [])
        }
    }

    // MARK: Differences

    /// What the rules say of some events.
    struct Judgements {
        let events: [Event]
        /// Matches of stateless rules by the alert they are.
        private(set) var matches: [(event: Int, id: Digest32, match: Match)] = []
        private(set) var entries: [(event: Int, rule: Int, key: StateKey, entry: TailEntry)] = []

        init(_ events: [Event], _ evaluator: Evaluator, _ step: borrowing Step) {
            self.events = events
            for (index, event) in events.enumerated() {
                var outcomes: [Evaluator.Outcome] = []
                evaluator.judge(event, into: &outcomes)
                for outcome in outcomes {
                    switch outcome {
                    case .match(let match): matches.append((index, step.alertID(match, evaluator), match))
                    case .entry(let rule, let key, let entry):
                        entries.append((index, rule, step.ruleKey(rule, key, evaluator), entry))
                    }
                }
            }
        }
    }

    /// Publishes the difference between two judgements of the same events.
    private mutating func redo(
        _ events: [Event], from before: Judgements, to after: Judgements, _ evaluator: Evaluator
    ) throws {
        let reason: JSONValue = ["why": "evidence.changed"]
        for old in before.matches where !after.matches.contains(where: { $0.id == old.id }) {
            try retract(old.id, reason: reason)
        }
        for new in after.matches {
            guard !before.matches.contains(where: { $0.id == new.id && $0.match == new.match }) else { continue }
            let id = try publish(new.match, evaluator)
            try changeRow(of: events[new.event]) { if !$0.alerts.contains(id) { $0.alerts.append(id) } }
        }
        for old in before.entries
        where !after.entries.contains(where: { $0.key == old.key && $0.entry.isSame(as: old.entry) }) {
            try remove(from: old.key, evaluator, retraction: reason) { $0.isSame(as: old.entry) }
        }
        var grouped = KeyedEntries()
        for new in after.entries
        where !before.entries.contains(where: { $0.key == new.key && $0.entry.isSame(as: new.entry) }) {
            grouped.add(new.entry, of: new.rule, under: new.key)
            try changeRow(of: events[new.event]) { $0.touch([new.key]) }
        }
        try fold(grouped, evaluator)
    }

    private mutating func changeRow(of event: Event, by change: (inout BlockRow) -> Void) throws {
        let key = StateKey.block(event.position.chain, event.position.height)
        guard let bytes = try state[key] else { return }
        var row = try BlockRow(decoding: bytes)
        change(&row)
        try state.set(key, to: row.encode())
    }
}
