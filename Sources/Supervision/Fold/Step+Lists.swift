import RuleEngine
import SupervisionModel

/// A list has a new version: who is new on it is looked for in what was observed before, and whoever was on it by
/// mistake is let go.
///
/// Valid time and knowledge time are different (DESIGN.md section 6). Somebody who is taken off a list was on it until
/// then: nothing is retracted. An entry that the new version still has, but with another subject or another beginning, had
/// been wrong: what rests on it is retracted.
extension Step {
    mutating func update(list input: ContentActivation) throws {
        let snapshot = try supervisor.list(input.content).references
        let previous = core.lists.first { $0.id == input.id }
        let known = try previous.map { try supervisor.list($0.content).references.entries } ?? []
        let before = try evaluator()
        core.lists.removeAll { $0.id == input.id }
        core.lists.append(input)
        core.lists.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        let change = ListChange(from: known, to: snapshot.entries)
        guard !change.isEmpty, let before, let now = try evaluator() else { return }
        try rescreen(change, in: input, before, now)
    }

    /// Screens every recorded block for the references whose entries changed.
    private mutating func rescreen(
        _ change: ListChange, in list: ContentActivation, _ before: Evaluator, _ now: Evaluator
    ) throws {
        for (id, chain) in chains {
            let first = max(chain.anchorHeight, 0)
            guard chain.hash != .zero, first <= chain.height else { continue }
            for height in first...chain.height {
                guard let bytes = try state[.block(id, height)] else { continue }
                let row = try BlockRow(decoding: bytes)
                let events = try recordedEvents(row, id, height, now).filter { change.concerns($0) }
                guard !events.isEmpty else { continue }
                let old = Judgements(events, before, self)
                let new = Judgements(events, now, self)
                _ = before.takeReads()
                _ = now.takeReads()
                try withdraw(old, new, change, list, now)
                try add(new, old, to: row, .block(id, height), now)
            }
        }
    }

    private func recordedEvents(
        _ row: BlockRow, _ chain: ChainID, _ height: UInt64, _ evaluator: Evaluator
    ) throws -> [Event] {
        let block = try supervisor.history.block(chain: chain, height: height, hash: row.hash)
        return block.transfers(
            chain: chain, height: height, ruleTime: row.ruleTime, includeInputs: evaluator.rules.readsTransferInputs)
            + block.declared(
                chain: chain, height: height, ruleTime: row.ruleTime, vocabulary: evaluator.rules.vocabulary)
    }

    /// Takes back what rests on entries that had been wrong.
    private mutating func withdraw(
        _ old: Judgements, _ new: Judgements, _ change: ListChange, _ list: ContentActivation, _ evaluator: Evaluator
    ) throws {
        guard !change.corrected.isEmpty else { return }
        let reason: JSONValue = [
            "list": .string(list.id), "version": .string(list.version), "why": "list.corrected",
        ]
        for gone in old.matches where !new.matches.contains(where: { $0.id == gone.id }) {
            let isWrong = gone.match.hits.contains {
                $0.list.utf8.elementsEqual(list.id.utf8) && change.corrected.contains($0.subject)
            }
            if isWrong { try retract(gone.id, reason: reason) }
        }
        for gone in old.entries where change.corrects(old.events[gone.event]) {
            guard !new.entries.contains(where: { $0.key == gone.key && $0.entry.isSame(as: gone.entry) }) else {
                continue
            }
            try remove(from: gone.key, evaluator, retraction: reason) { $0.isSame(as: gone.entry) }
        }
    }

    /// Publishes what new entries bring about, and lets keyed rules have the events that they now look at.
    private mutating func add(
        _ new: Judgements, _ old: Judgements, to row: BlockRow, _ key: StateKey, _ evaluator: Evaluator
    ) throws {
        var changed = row
        for (_, id, match) in new.matches where !match.hits.isEmpty {
            let isKnown = try alert(id).map { $0.finality != .retracted } ?? false
            _ = try publish(match, evaluator, marks: isKnown ? [] : .rescreened)
            if !changed.alerts.contains(id) { changed.alerts.append(id) }
        }
        var grouped = KeyedEntries()
        for (_, rule, key, entry) in new.entries
        where !old.entries.contains(where: { $0.key == key && $0.entry.isSame(as: entry) }) {
            grouped.add(entry, of: rule, under: key)
        }
        changed.touch(grouped.keys)
        try fold(grouped, evaluator)
        if changed != row { try state.set(key, to: changed.encode()) }
    }
}

/// How a version of a list differs from the one before.
struct ListChange {
    /// Subjects with an entry that is new, or new to them.
    let added: Set<EntityRef>
    /// Subjects with an entry that the list still has, and no longer for them, or not from then on.
    let corrected: Set<EntityRef>

    init(from old: [ListSnapshot.Entry], to new: [ListSnapshot.Entry]) {
        added = Set(Set(new).subtracting(old).map(\.subject))
        let entries = Set(new.map(\.entry))
        let standing = Set(new.map(Beginning.init))
        corrected = Set(
            old.filter { entries.contains($0.entry) && !standing.contains(Beginning($0)) }.map(\.subject))
    }

    var isEmpty: Bool { added.isEmpty && corrected.isEmpty }

    /// Whether an event names somebody whose entries changed.
    func concerns(_ event: Event) -> Bool {
        Self.names(in: event) { added.contains($0) || corrected.contains($0) }
    }

    /// Whether an event names somebody who was on the list by mistake.
    func corrects(_ event: Event) -> Bool { Self.names(in: event) { corrected.contains($0) } }

    private static func names(in event: Event, _ isOne: (EntityRef) -> Bool) -> Bool {
        event.fields.contains { field in
            switch field {
            case .entity(let entity): isOne(entity)
            case .list(let elements):
                elements.contains { if case .entity(let entity) = $0 { isOne(entity) } else { false } }
            default: false
            }
        }
    }

    private struct Beginning: Hashable {
        let entry: String
        let subject: EntityRef
        let from: Timestamp

        init(_ entry: ListSnapshot.Entry) {
            self.entry = entry.entry
            subject = entry.subject
            from = entry.from
        }
    }
}
