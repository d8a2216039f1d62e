import SupervisionModel

/// Edges and marks of one key by node, in the order of their events.
struct GraphIndex {
    /// An edge, or a mark when it has no head. A reference, because searches walk over many of them.
    final class Element: Sendable {
        let entry: TailEntry
        let from: EntityRef
        let to: EntityRef?
        let weight: Int128
        /// What names the item that it opens.
        let item: Scalar

        init(entry: TailEntry, from: EntityRef, to: EntityRef?, weight: Int128, item: Scalar) {
            self.entry = entry
            self.from = from
            self.to = to
            self.weight = weight
            self.item = item
        }
    }

    private(set) var outgoing: [EntityRef: [Element]] = [:]
    private(set) var incoming: [EntityRef: [Element]] = [:]
    private(set) var marks: [EntityRef: [Element]] = [:]
    /// Events that close an item, by its name.
    private var closings: [Scalar: [TailEntry]] = [:]

    mutating func insert(_ element: Element) {
        guard let to = element.to else {
            GraphIndex.insert(element, &marks[element.from, default: []])
            return
        }
        GraphIndex.insert(element, &outgoing[element.from, default: []])
        GraphIndex.insert(element, &incoming[to, default: []])
    }

    mutating func insert(closing entry: TailEntry, of item: Scalar) {
        closings[item, default: []].append(entry)
    }

    mutating func remove(_ element: Element) {
        guard let to = element.to else {
            GraphIndex.remove(element, &marks, element.from)
            return
        }
        GraphIndex.remove(element, &outgoing, element.from)
        GraphIndex.remove(element, &incoming, to)
    }

    private static func remove(_ element: Element, _ table: inout [EntityRef: [Element]], _ node: EntityRef) {
        guard var elements = table.removeValue(forKey: node) else { return }
        let place = place(of: element.entry, in: elements)
        if place < elements.count, elements[place].entry.isSame(as: element.entry) { elements.remove(at: place) }
        if !elements.isEmpty { table[node] = elements }
    }

    mutating func remove(closing entry: TailEntry, of item: Scalar) {
        let rest = closings[item]?.filter { !$0.isSame(as: entry) } ?? []
        closings[item] = rest.isEmpty ? nil : rest
    }

    /// Whether the item that an edge opened was closed before `anchor`.
    func isClosed(_ element: Element, before anchor: TailEntry) -> Bool {
        guard element.item != .absent, let entries = closings[element.item] else { return false }
        return entries.contains {
            TailEntry.precedes(element.entry, $0) && !TailEntry.precedes(anchor, $0)
        }
    }

    private static func insert(_ element: Element, _ elements: inout [Element]) {
        elements.insert(element, at: place(of: element.entry, in: elements))
    }

    /// Where an event stands, or would stand, among elements in the order of their events.
    static func place(of entry: TailEntry, in elements: [Element]) -> Int {
        if let last = elements.last, TailEntry.precedes(last.entry, entry) { return elements.count }
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if TailEntry.precedes(elements[middle].entry, entry) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The first element later than a moment.
    static func place(after moment: Timestamp, in elements: [Element]) -> Int {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if elements[middle].entry.position.ruleTime <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
