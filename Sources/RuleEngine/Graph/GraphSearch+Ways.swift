import SupervisionModel

/// Ways that begin anywhere, and fans.
extension GraphSearch {
    // MARK: The longest way

    /// The longest way that ends with the anchor; of equally long ones the first by the order of events, newest edge first.
    mutating func searchLongestWay() {
        var longest: [Element] = []
        extendBack([anchor], &longest)
        guard longest.count >= pattern.minimumLength, let first = longest.first else { return }
        var finding = GraphFinding()
        finding.hops = longest.count
        finding.start = first.from
        finding.nodes = longest.map(\.from) + (anchor.to.map { [$0] } ?? [])
        finding.weight = first.weight
        finding.reached = anchor.weight
        finding.amount = longest.map(\.weight).min() ?? 0
        finding.total = longest.reduce(0) { $0 + $1.weight }
        finding.evidence = longest.dropLast().map(\.entry)
        _ = accept(finding)
    }

    /// - Parameter way: oldest edge first.
    private mutating func extendBack(_ way: [Element], _ longest: inout [Element]) {
        if way.count > longest.count { longest = way }
        guard way.count < pattern.maximumLength, let first = way.first, mayPass(first.from) else { return }
        for edge in candidates(index.incoming[first.from], after: nil) {
            guard visit(), longest.count < pattern.maximumLength else { return }
            guard counts(edge), follows(edge, first),
                !way.contains(where: { $0.from == edge.from || $0.to == edge.from })
            else { continue }
            extendBack([edge] + way, &longest)
        }
    }

    /// Whether no more edges lead into and out of a node than the pattern allows, the anchor counted.
    private mutating func mayPass(_ node: EntityRef) -> Bool {
        if let bound = pattern.inDegree, degree(index.incoming[node], upTo: bound) > bound { return false }
        if let bound = pattern.outDegree {
            let own = anchor.from == node ? 1 : 0
            return degree(index.outgoing[node], upTo: bound) + own <= bound
        }
        return true
    }

    private mutating func degree(_ elements: [Element]?, upTo bound: Int) -> Int {
        var count = 0
        for edge in candidates(elements, after: nil) {
            guard visit() else { return bound + 1 }
            if counts(edge) { count += 1 }
            if count > bound { break }
        }
        return count
    }

    // MARK: Fans

    /// Everybody on the other side of a node's edges, in the order in which they first came.
    mutating func searchFan(of node: EntityRef?, _ edges: [EntityRef: [Element]]) {
        guard let node else { return }
        var finding = GraphFinding()
        finding.start = node
        finding.amount = anchor.weight
        var known: Set<EntityRef> = []
        for edge in candidates(edges[node], after: nil) + [anchor] {
            guard visit() else { return }
            guard edge.entry.isSame(as: anchor.entry) || counts(edge), let to = edge.to else { continue }
            finding.hops += 1
            finding.total += edge.weight
            finding.amount = min(finding.amount, edge.weight)
            finding.evidence.append(edge.entry)
            let other = pattern.find == .fanIn ? edge.from : to
            if known.insert(other).inserted { finding.nodes.append(other) }
        }
        finding.marked = finding.nodes.count
        finding.evidence.removeLast()
        _ = accept(finding)
    }
}
