import RuleEngine
import SupervisionModel

/// What a windowed rule means, written down as plainly as possible: every window is gathered anew from the whole list.
struct SlowReference {
    /// One event of the list.
    struct Item {
        let seconds: Int64
        let entry: TailEntry
        let from: String?
        let minor: Int128
    }

    /// A match: its first event, when it began, its last event and how many events it has.
    struct Found: Hashable {
        let episode: EventIdentity
        let at: Int64
        let last: Position
        let count: Int64
    }

    let window: Window
    let rearm: Rearm
    let condition: ([Item]) -> Bool

    /// The matches of a list sorted by position.
    func matches(_ items: [Item]) -> [Found] {
        var found: [Found] = []
        var isOpen = false
        var lastFired: Int64?
        for index in items.indices {
            let before = members(items[..<index], for: items[index])
            let live = before + [items[index]]
            if case .whenFalse = rearm, isOpen, before.isEmpty || !condition(before) { isOpen = false }
            guard condition(live) else {
                if case .whenFalse = rearm { isOpen = false }
                continue
            }
            switch rearm {
            case .always: isOpen = false
            case .after(let pause):
                if let lastFired, (items[index].seconds - lastFired) * 1000 >= pause.milliseconds { isOpen = false }
            case .never: if !isOpen, lastFired != nil { continue }
            case .whenFalse: break
            }
            if isOpen, let open = found.popLast() {
                found.append(
                    Found(
                        episode: open.episode, at: open.at, last: items[index].entry.position, count: open.count + 1))
            } else {
                // A match is named after its first event that no match before it had.
                let last = found.last?.last
                let first =
                    rearm == .always
                    ? items[index]
                    : live.first { item in last.map { $0 < item.entry.position } ?? true } ?? items[index]
                found.append(
                    Found(
                        episode: first.entry.identity, at: items[index].seconds, last: items[index].entry.position,
                        count: Int64(live.count)))
                isOpen = true
                lastFired = items[index].seconds
            }
        }
        return found
    }

    /// Earlier events that count together with one.
    private func members(_ earlier: ArraySlice<Item>, for item: Item) -> [Item] {
        let milliseconds = item.seconds * 1000
        switch window {
        case .sliding(let length): return earlier.filter { $0.seconds * 1000 > milliseconds - length.milliseconds }
        case .last(let count): return Array(earlier.suffix(Int(count) - 1))
        case .calendar(let unit):
            let moment = Timestamp(milliseconds: milliseconds)
            return earlier.filter {
                unit.number(of: Timestamp(milliseconds: $0.seconds * 1000)) == unit.number(of: moment)
            }
        case .tumbling(let length):
            return earlier.filter { $0.seconds * 1000 / length.milliseconds == milliseconds / length.milliseconds }
        case .session(let pause):
            var members: [Item] = []
            var next = item.seconds
            for candidate in earlier.reversed() {
                if (next - candidate.seconds) * 1000 >= pause.milliseconds { break }
                members.insert(candidate, at: 0)
                next = candidate.seconds
            }
            return members
        case .blocks, .open: return []
        case .ever: return Array(earlier)
        }
    }

    static func found(_ match: Match) -> Found {
        Found(
            episode: match.episode, at: match.at.milliseconds / 1000, last: match.last, count: match.evidenceCount)
    }
}
