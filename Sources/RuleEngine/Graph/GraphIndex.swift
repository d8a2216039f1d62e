import SupervisionModel

/// Edges and marks of one key by node, in the order of their events.
struct GraphIndex {
    /// An edge, or a mark when it has no head.
    struct Element {
        let entry: TailEntry
        let from: EntityRef
        let to: EntityRef?
        let weight: Int128
        /// What names the item that it opens.
        let item: Scalar
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
        func without(_ elements: [Element]?) -> [Element]? {
            let rest = elements?.filter { !$0.entry.isSame(as: element.entry) } ?? []
            return rest.isEmpty ? nil : rest
        }
        if let to = element.to {
            outgoing[element.from] = without(outgoing[element.from])
            incoming[to] = without(incoming[to])
        } else {
            marks[element.from] = without(marks[element.from])
        }
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
        var low = 0
        var high = elements.count
        if let last = elements.last, TailEntry.precedes(last.entry, element.entry) { low = high }
        while low < high {
            let middle = (low + high) / 2
            if TailEntry.precedes(elements[middle].entry, element.entry) { low = middle + 1 } else { high = middle }
        }
        elements.insert(element, at: low)
    }
}
