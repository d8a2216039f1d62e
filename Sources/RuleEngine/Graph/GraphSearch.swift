import SupervisionModel

/// Searches around one anchor. A pure function of the anchor and of what came before it within the horizon.
struct GraphSearch {
    typealias Element = GraphIndex.Element

    let index: GraphIndex
    let pattern: GraphPattern
    let anchor: Element
    /// Whether an element is an end of a path.
    let isAnchor: (Element) -> Bool
    /// Whether funds that begin at a node are tainted.
    let isSource: (EntityRef) -> Bool
    /// Judges what was found; the search ends with the first that is accepted.
    let accept: (GraphFinding) -> Bool
    private(set) var visits = 0
    /// Answers of `isSource`: many ways lead past the same node.
    private var sources: [EntityRef: Bool] = [:]

    init(
        index: GraphIndex, pattern: GraphPattern, anchor: Element, isAnchor: @escaping (Element) -> Bool,
        isSource: @escaping (EntityRef) -> Bool, accept: @escaping (GraphFinding) -> Bool
    ) {
        self.index = index
        self.pattern = pattern
        self.anchor = anchor
        self.isAnchor = isAnchor
        self.isSource = isSource
        self.accept = accept
    }

    /// Whether the search ended because it had looked at too many edges.
    var isExhausted: Bool { visits > pattern.visits }

    /// Searches; `accept` has seen everything that was found.
    mutating func run() {
        switch pattern.find {
        case .cycle:
            guard let head = anchor.to, head != anchor.from else { return }
            _ = extendCycle([], at: head, nodes: [head])
        case .path where pattern.isUnmarkedPath: searchLongestWay()
        case .path: searchPaths()
        case .component: searchComponent()
        case .taint: searchTaint()
        case .fanIn: searchFan(of: anchor.to, index.incoming)
        case .fanOut: searchFan(of: anchor.from, index.outgoing)
        }
    }

    // MARK: What counts

    func counts(_ element: Element) -> Bool {
        guard TailEntry.precedes(element.entry, anchor.entry) else { return false }
        let horizon = element.to == nil ? pattern.markHorizon ?? pattern.horizon : pattern.horizon
        if let horizon,
            element.entry.position.ruleTime <= anchor.entry.position.ruleTime.advanced(by: -horizon)
        {
            return false
        }
        return !index.isClosed(element, before: anchor.entry)
    }

    /// Edges of a node that may count, oldest first: not older than the horizon, before the anchor, and behind the edge
    /// that led there where they must follow each other.
    func candidates(_ elements: [Element]?, after previous: Element?) -> ArraySlice<Element> {
        guard let elements else { return [] }
        var first = 0
        if let horizon = pattern.horizon {
            first = GraphIndex.place(
                after: anchor.entry.position.ruleTime.advanced(by: -horizon), in: elements)
        }
        if pattern.isOrdered, let previous {
            first = max(first, GraphIndex.place(of: previous.entry, in: elements))
        }
        let end = GraphIndex.place(of: anchor.entry, in: elements)
        return first < end ? elements[first..<end] : []
    }

    /// Whether `next` may follow `previous` on a way.
    func follows(_ previous: Element?, _ next: Element) -> Bool {
        guard let previous else { return true }
        if pattern.isOrdered {
            guard TailEntry.precedes(previous.entry, next.entry) else { return false }
            let arrival = previous.entry.position.ruleTime
            if let gap = pattern.gap, arrival.advanced(by: gap) < next.entry.position.ruleTime { return false }
            if pattern.retentionPercent > 0 { return keeps(previous, next) }
        }
        return true
    }

    private func keeps(_ previous: Element, _ next: Element) -> Bool {
        next.weight * 100 >= previous.weight * Int128(pattern.retentionPercent)
    }

    mutating func visit() -> Bool {
        visits += 1
        return !isExhausted
    }

    // MARK: Cycles

    /// - Returns: true when the search is over.
    private mutating func extendCycle(_ way: [Element], at node: EntityRef, nodes: [EntityRef]) -> Bool {
        guard way.count + 1 < pattern.maximumLength else { return false }
        for edge in candidates(index.outgoing[node], after: way.last) {
            guard visit() else { return true }
            guard counts(edge), follows(way.last, edge), let head = edge.to else { continue }
            if head == anchor.from {
                let length = way.count + 2
                if length >= pattern.minimumLength, follows(edge, anchor), found(cycle: way + [edge, anchor]) {
                    return true
                }
            } else if !nodes.contains(head) {
                if extendCycle(way + [edge], at: head, nodes: nodes + [head]) { return true }
            }
        }
        return false
    }

    private func found(cycle: [Element]) -> Bool {
        if !pattern.isOrdered, pattern.retentionPercent > 0, !hasRotation(cycle) { return false }
        var finding = GraphFinding()
        finding.hops = cycle.count
        finding.nodes = cycle.map(\.from)
        finding.start = cycle.first?.from
        finding.amount = cycle.map(\.weight).min() ?? 0
        finding.total = cycle.reduce(0) { $0 + $1.weight }
        finding.evidence = cycle.dropLast().map(\.entry)
        return accept(finding)
    }

    /// Whether the cycle can be walked from one of its nodes so that every hop passes on enough.
    private func hasRotation(_ cycle: [Element]) -> Bool {
        cycle.indices.contains { start in
            (1..<cycle.count).allSatisfy { step in
                keeps(cycle[(start + step - 1) % cycle.count], cycle[(start + step) % cycle.count])
            }
        }
    }

    // MARK: Paths

    /// From marks over edges to the anchor, and from each mark over all ways to all ends.
    private mutating func searchPaths() {
        var marks: [Element] = []
        gatherMarks(at: anchor.from, before: anchor, hops: pattern.maximumLength - 1, passed: [anchor.from], &marks)
        marks.sort { TailEntry.precedes($0.entry, $1.entry) }
        for mark in marks {
            var ends: [PathEnd] = []
            reach(from: mark.from, after: mark, hops: 1, carried: mark.weight, &ends)
            guard let last = ends.first(where: { $0.end.entry.isSame(as: anchor.entry) }) else { continue }
            var finding = GraphFinding()
            finding.start = mark.from
            finding.nodes = [mark.from]
            finding.weight = mark.weight
            finding.amount = last.amount
            finding.reached = ends.reduce(0) { $0 + $1.amount }
            finding.total = finding.reached
            finding.hops = last.hops
            finding.evidence = [mark.entry] + ends.map(\.end.entry).filter { !$0.isSame(as: anchor.entry) }
            if accept(finding) { return }
        }
    }

    private mutating func gatherMarks(
        at node: EntityRef, before next: Element, hops: Int, passed: [EntityRef], _ marks: inout [Element]
    ) {
        for mark in index.marks[node] ?? [] {
            guard visit() else { return }
            guard counts(mark), !pattern.isOrdered || TailEntry.precedes(mark.entry, next.entry) else { continue }
            if !marks.contains(where: { $0.entry.isSame(as: mark.entry) }) { marks.append(mark) }
        }
        guard hops > 0 else { return }
        for edge in candidates(index.incoming[node], after: nil) {
            guard visit() else { return }
            guard counts(edge), follows(edge, next), !passed.contains(edge.from) else { continue }
            gatherMarks(at: edge.from, before: edge, hops: hops - 1, passed: passed + [edge.from], &marks)
        }
    }

    /// An end of a path: what its best way carries, and by how many edges.
    private struct PathEnd {
        let end: Element
        var amount: Int128
        var hops: Int
    }

    /// What flows from a node to every end within reach: on each way the least that a hop carries, to each end by its
    /// best way, of equally good ones the shortest.
    /// - Parameter hops: edges of the way with the next one.
    private mutating func reach(
        from node: EntityRef, after previous: Element, hops: Int, carried: Int128, _ ends: inout [PathEnd]
    ) {
        for edge in index.outgoing[node] ?? [] {
            guard visit() else { return }
            let isLast = edge.entry.isSame(as: anchor.entry)
            guard isLast || counts(edge) else { continue }
            if pattern.isOrdered, !TailEntry.precedes(previous.entry, edge.entry) { continue }
            // What leaves a mark is a part of it; only hops between edges must pass on enough.
            if previous.to != nil, !follows(previous, edge) { continue }
            let amount = min(carried, edge.weight)
            if isAnchor(edge) {
                guard hops >= pattern.minimumLength else { continue }
                if let place = ends.firstIndex(where: { $0.end.entry.isSame(as: edge.entry) }) {
                    let known = ends[place]
                    guard amount > known.amount || amount == known.amount && hops < known.hops else { continue }
                    ends[place] = PathEnd(end: edge, amount: amount, hops: hops)
                } else {
                    ends.append(PathEnd(end: edge, amount: amount, hops: hops))
                }
            } else if hops < pattern.maximumLength, let head = edge.to, head != node {
                reach(from: head, after: edge, hops: hops + 1, carried: amount, &ends)
            }
        }
    }

    // MARK: Components

    private mutating func searchComponent() {
        var distance: [EntityRef: Int] = [anchor.from: 0]
        var queue = [anchor.from]
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            guard let hops = distance[node], hops < pattern.maximumLength else { continue }
            for edge in (index.outgoing[node] ?? []) + (index.incoming[node] ?? []) {
                guard visit() else { break }
                guard counts(edge), let to = edge.to else { continue }
                let other = edge.from == node ? to : edge.from
                if distance[other] == nil {
                    distance[other] = hops + 1
                    queue.append(other)
                }
            }
        }
        var finding = GraphFinding()
        var marks: [Element] = []
        for node in queue {
            let own = (index.marks[node] ?? []).filter { counts($0) || $0.entry.isSame(as: anchor.entry) }
            guard let mark = own.last else { continue }
            finding.nodes.append(node)
            finding.total += mark.weight
            marks.append(mark)
        }
        finding.start = anchor.from
        finding.marked = finding.nodes.count
        finding.hops = queue.count
        finding.evidence = marks.map(\.entry).filter { !$0.isSame(as: anchor.entry) }
            .sorted { TailEntry.precedes($0, $1) }
        _ = accept(finding)
    }

    // MARK: Taint

    private mutating func searchTaint() {
        var finding = GraphFinding()
        finding.start = anchor.from
        finding.nodes = [anchor.from] + (anchor.to.map { [$0] } ?? [])
        finding.amount = anchor.weight
        finding.total = anchor.weight
        finding.hops = 1
        finding.share = Int64(taint(of: anchor.from, before: anchor, hops: pattern.maximumLength, &finding.evidence))
        finding.evidence.sort { TailEntry.precedes($0, $1) }
        _ = accept(finding)
    }

    private mutating func isKnownSource(_ node: EntityRef) -> Bool {
        if let known = sources[node] { return known }
        let answer = isSource(node)
        sources[node] = answer
        return answer
    }

    /// Millionths of what a node has received that come from sources, each hop in proportion (haircut).
    private mutating func taint(
        of node: EntityRef, before limit: Element, hops: Int, _ evidence: inout [TailEntry]
    ) -> Int128 {
        if isKnownSource(node) { return 1_000_000 }
        guard hops > 1 else { return 0 }
        var received: Int128 = 0
        var tainted: Int128 = 0
        for edge in candidates(index.incoming[node], after: nil) {
            guard visit() else { break }
            guard counts(edge), TailEntry.precedes(edge.entry, limit.entry) else { continue }
            received += edge.weight
            let share = taint(of: edge.from, before: edge, hops: hops - 1, &evidence)
            guard share > 0 else { continue }
            tainted += edge.weight * share
            if evidence.count < Match.inlineEvidence { evidence.append(edge.entry) }
        }
        return received == 0 ? 0 : tainted / received
    }
}
