import RuleEngine
import SupervisionModel

/// Reads `graph`: which events are edges and marks, and what is looked for among them.
struct GraphReader {
    let expressions: ExpressionReader
    let parameters: ParameterValues
    /// Names of the rule's events.
    let triggers: [String]
    let windows: WindowReader

    private var diagnostics: Diagnostics { expressions.diagnostics }

    /// Edges that a search may look at where the rule says nothing.
    static let defaultVisits: Int64 = 20_000

    func read(_ node: YAMLNode) -> GraphPattern? {
        guard var mapping = YAMLMapping(node, "graph", diagnostics) else { return nil }
        let find = mapping.required("find").flatMap { diagnostics.word($0, "graph.find", GraphPattern.Find.self) }
        var elements = mapping.required("edges").map { self.elements($0, isEdge: true) } ?? []
        elements += mapping.optional("marks").map { self.elements($0, isEdge: false) } ?? []
        let open = mapping.optional("open").flatMap(windows.open)
        let horizon = mapping.optional("horizon").flatMap { parameters.length($0, "graph.horizon") }
        let markHorizon = mapping.optional("markHorizon").flatMap { parameters.length($0, "graph.markHorizon") }
        let isFan = find == .fanIn || find == .fanOut
        let lengthNode = isFan ? nil : mapping.required("length")
        let retention = mapping.optional("retention").flatMap {
            parameters.integer($0, "graph.retention", in: 0...100)
        }
        let ordered = mapping.optional("ordered").flatMap { parameters.bool($0, "graph.ordered") }
        let gapNode = mapping.optional("gap")
        let gap = gapNode.flatMap { parameters.length($0, "graph.gap") }
        let degreeNode = mapping.optional("degree")
        let degree: (in: Int64?, out: Int64?) = degreeNode.map(degree) ?? (nil, nil)
        let source = expressions.read(mapping.optional("source"), "graph.source")
        let visits = mapping.optional("visits").flatMap {
            parameters.integer($0, "graph.visits", in: 1...1_000_000)
        }
        mapping.finish()
        guard let find, let (low, high) = isFan ? (1, 1) : lengthNode.flatMap(length) else { return nil }
        let isUnmarkedPath = find == .path && elements.allSatisfy { $0.to != nil }
        if let gapNode, find != .cycle && find != .path || ordered != true {
            combination("graph.gap goes with find: cycle or path and with ordered: true", gapNode)
        }
        if let degreeNode, !isUnmarkedPath {
            combination("graph.degree goes with find: path without marks", degreeNode)
        }
        return GraphPattern(
            find: find, elements: elements, open: open, horizon: horizon, markHorizon: markHorizon,
            minimumLength: Int(low), maximumLength: Int(high), retentionPercent: retention ?? 0,
            isOrdered: ordered ?? false, source: source, visits: Int(visits ?? GraphReader.defaultVisits),
            gap: gap, inDegree: degree.in.map(Int.init), outDegree: degree.out.map(Int.init))
    }

    /// `{ in: 1, out: 2 }`, or one of them.
    private func degree(_ node: YAMLNode) -> (in: Int64?, out: Int64?) {
        guard var mapping = YAMLMapping(node, "graph.degree", diagnostics) else { return (nil, nil) }
        let into = mapping.optional("in").flatMap { parameters.integer($0, "graph.degree.in", in: 1...1_000) }
        let out = mapping.optional("out").flatMap { parameters.integer($0, "graph.degree.out", in: 1...1_000) }
        mapping.finish()
        return (into, out)
    }

    private func combination(_ what: String, _ node: YAMLNode) {
        diagnostics.report(.combination, at: node.location, [what])
    }

    /// `{ min: 3, max: 6 }`: a search without a limit would never end.
    private func length(_ node: YAMLNode) -> (Int64, Int64)? {
        guard var mapping = YAMLMapping(node, "graph.length", diagnostics) else { return nil }
        let low = mapping.optional("min").map { parameters.integer($0, "graph.length.min", in: 1...32) } ?? 1
        let high = mapping.required("max").flatMap { parameters.integer($0, "graph.length.max", in: 1...32) }
        mapping.finish()
        guard let low, let high else { return nil }
        guard low <= high else {
            diagnostics.report(.outOfRange, at: node.location, ["graph.length.min", "\(low)", "1...\(high)"])
            return nil
        }
        return (low, high)
    }

    /// `{ pay: { from: …, to: …, weight: … } }` or `{ default: { node: …, weight: … } }`.
    private func elements(_ node: YAMLNode, isEdge: Bool) -> [GraphPattern.Element] {
        let place = isEdge ? "graph.edges" : "graph.marks"
        guard var mapping = YAMLMapping(node, place, diagnostics) else { return [] }
        return mapping.all().compactMap { entry in
            guard windows.isTrigger(entry.key, at: entry.keyLocation),
                var inner = YAMLMapping(entry.value, "\(place).\(entry.key)", diagnostics)
            else { return nil }
            let from = inner.required(isEdge ? "from" : "node").flatMap { expressions.read($0, "\(place).from") }
            let to = isEdge ? inner.required("to").flatMap { expressions.read($0, "\(place).to") } : nil
            let weight = inner.optional("weight").flatMap { expressions.read($0, "\(place).weight") }
            inner.finish()
            guard let from, !isEdge || to != nil else { return nil }
            return GraphPattern.Element(trigger: entry.key, from: from, to: to, weight: weight)
        }
    }
}
