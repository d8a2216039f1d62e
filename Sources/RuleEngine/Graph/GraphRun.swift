import SupervisionModel

/// Runs a graph rule over the events of one key. Every anchor is judged for itself, so that a late edge or a removal
/// redoes only the anchors that it can reach.
struct GraphRun {
    typealias Element = GraphIndex.Element

    let evaluator: Evaluator
    let plan: PlannedRule
    let graph: PlannedGraph
    let key: [UInt8]
    private var index = GraphIndex()
    /// Anchors with a match, by the place of their events.
    private var matches: [Position: [Match]] = [:]
    private var anchors: [Element] = []

    private static let fewAnchors = 64

    init(_ evaluator: Evaluator, _ plan: PlannedRule, _ graph: PlannedGraph, key: [UInt8], from state: KeyState) {
        self.evaluator = evaluator
        self.plan = plan
        self.graph = graph
        self.key = key
        for entry in state.entries { _ = put(entry) }
        for anchor in anchors where anchor.entry.position.ruleTime > state.settledThrough { judge(anchor) }
    }

    /// Every match, in the order of the anchors.
    var all: [Match] { matches.keys.sorted().flatMap { matches[$0] ?? [] } }

    /// Takes in events, in any order, and takes out others.
    /// - Returns: matches that are new or different, and matches that are no more.
    mutating func change(inserted: [TailEntry], removed: [TailEntry]) -> (changed: [Match], gone: [Match]) {
        var touched: [(element: Element?, entry: TailEntry)] = []
        for entry in removed { touched.append((take(entry), entry)) }
        for entry in inserted { touched.append((put(entry), entry)) }
        let redone = reached(by: touched)
        var before: [Position: [Match]] = [:]
        for position in removed.map(\.position) + redone.map(\.entry.position) {
            if before[position] == nil { before[position] = matches[position] ?? [] }
        }
        for entry in removed { matches[entry.position]?.removeAll { $0.episode == entry.identity } }
        for anchor in redone { judge(anchor) }
        var changed: [Match] = []
        var gone: [Match] = []
        for position in before.keys.sorted() {
            let (old, new) = (before[position] ?? [], matches[position] ?? [])
            changed += new.filter { !old.contains($0) }
            gone += old.filter { match in !new.contains { $0.episode == match.episode && $0.subject == match.subject } }
        }
        return (changed, gone)
    }

    /// Anchors that end before `moment` are settled: their matches stand.
    mutating func forget(through moment: Timestamp, dropped: [TailEntry]) {
        for position in matches.keys.sorted() where position.ruleTime <= moment { matches[position] = nil }
        for entry in dropped { _ = take(entry) }
    }

    // MARK: The graph

    /// - Returns: the edge or mark that the event is; `nil` for one that closes an item.
    private mutating func put(_ entry: TailEntry) -> Element? {
        if let item = closes(entry) {
            index.insert(closing: entry, of: item)
            return nil
        }
        guard let element = element(entry) else { return nil }
        index.insert(element)
        if plan.roles[Int(entry.role)].judges { anchors.insert(element, at: place(of: entry)) }
        return element
    }

    private mutating func take(_ entry: TailEntry) -> Element? {
        if let item = closes(entry) {
            index.remove(closing: entry, of: item)
            return nil
        }
        guard let element = element(entry) else { return nil }
        index.remove(element)
        let place = place(of: entry)
        if place < anchors.count, anchors[place].entry.isSame(as: entry) { anchors.remove(at: place) }
        return element
    }

    /// Where an anchor stands among the anchors, which are in the order of their events.
    private func place(of entry: TailEntry) -> Int { GraphIndex.place(of: entry, in: anchors) }

    private func element(_ entry: TailEntry) -> Element? {
        let role = Int(entry.role)
        guard let planned = graph.elements[role] else { return nil }
        evaluator.show(entry, plan)
        guard case .entity(let from) = evaluator.scalar(planned.from) else { return nil }
        var to: EntityRef?
        if let program = planned.to {
            guard case .entity(let head) = evaluator.scalar(program) else { return nil }
            to = head
        }
        var weight: Int128 = 1
        if let program = planned.weight {
            guard case .int(let value) = evaluator.scalar(program) else { return nil }
            // Products with percentages and shares must stay within 128 bits.
            weight = min(max(0, value), Int128(1) << 96)
        }
        let item = graph.items?.names[role].map(evaluator.scalar) ?? .absent
        return Element(entry: entry, from: from, to: to, weight: weight, item: item)
    }

    private func closes(_ entry: TailEntry) -> Scalar? {
        let role = Int(entry.role)
        guard let items = graph.items, items.closing.contains(role), let name = items.names[role] else { return nil }
        evaluator.show(entry, plan)
        return evaluator.scalar(name)
    }

    // MARK: Anchors

    /// Anchors that what was touched can change: those of the events themselves, and later ones within reach.
    private func reached(by touched: [(element: Element?, entry: TailEntry)]) -> [Element] {
        var places: Set<Int> = []
        // Of a batch in order, every later anchor is one of the batch: none is looked at for another's sake.
        let batch = Set(touched.map(\.entry.position))
        let isInOrder =
            touched.map { place(of: $0.entry) }.min().map { first in
                anchors[first...].allSatisfy { batch.contains($0.entry.position) }
            } ?? true
        for (element, entry) in touched {
            let first = place(of: entry)
            var later = first..<anchors.count
            if first < anchors.count, anchors[first].entry.isSame(as: entry) {
                places.insert(first)
                later = (first + 1)..<anchors.count
            }
            // In order, an event changes nothing but itself.
            guard !later.isEmpty, !isInOrder else { continue }
            // What closes an item has no nodes of its own; and to look at a few anchors again costs less than to find out
            // which of them are near.
            let near = later.count <= GraphRun.fewAnchors ? nil : element.map { reach(of: $0) }
            for place in later where near.map({ $0.contains(anchorNode(anchors[place])) }) ?? true {
                places.insert(place)
            }
        }
        return places.sorted().map { anchors[$0] }
    }

    /// The node by which an anchor is near to an element or not.
    private func anchorNode(_ anchor: Element) -> EntityRef {
        graph.pattern.find == .fanIn ? anchor.to ?? anchor.from : anchor.from
    }

    /// Nodes that an anchor must have (`anchorNode`) for the element to be part of its pattern.
    private func reach(of element: Element) -> Set<EntityRef> {
        let pattern = graph.pattern
        switch pattern.find {
        case .component: return neighbourhood(of: [element.from] + (element.to.map { [$0] } ?? []))
        case .fanIn: return [element.to ?? element.from]
        case .fanOut: return [element.from]
        case .cycle, .path, .taint: break
        }
        // Ways go on from the element's head, by later edges where they follow each other in time. Where nodes are counted,
        // it also stands at a node that others pass, before or after it.
        let countsNodes = pattern.inDegree != nil || pattern.outDegree != nil
        let isOrdered = (pattern.isOrdered || pattern.find == .taint) && !countsNodes
        let start = [element.to ?? element.from] + (countsNodes ? [element.from] : [])
        var known = Set(start)
        var frontier = start
        for _ in 1..<max(2, pattern.maximumLength) {
            var next: [EntityRef] = []
            for node in frontier {
                guard let edges = index.outgoing[node] else { continue }
                let first = isOrdered ? GraphIndex.place(of: element.entry, in: edges) : 0
                for edge in edges[first...] {
                    if let to = edge.to, known.insert(to).inserted { next.append(to) }
                }
            }
            frontier = next
        }
        return known
    }

    /// Nodes around, edges taken either way.
    private func neighbourhood(of nodes: [EntityRef]) -> Set<EntityRef> {
        var known = Set(nodes)
        var frontier = nodes
        for _ in 0..<graph.pattern.maximumLength {
            var next: [EntityRef] = []
            for node in frontier {
                for edge in index.outgoing[node] ?? [] {
                    if let to = edge.to, known.insert(to).inserted { next.append(to) }
                }
                for edge in index.incoming[node] ?? [] where known.insert(edge.from).inserted {
                    next.append(edge.from)
                }
            }
            frontier = next
        }
        return known
    }

    private mutating func judge(_ anchor: Element) {
        let match = evaluator.match(anchor, plan, graph, index, key: key)
        var others = matches[anchor.entry.position] ?? []
        others.removeAll { $0.episode == anchor.entry.identity }
        if let match { others.append(match) }
        matches[anchor.entry.position] = others.isEmpty ? nil : others
    }
}
