import CEL
import SupervisionModel

/// What a graph search found, as conditions read it: `found.hops`, `found.total` …
struct GraphFinding {
    /// Edges of the pattern.
    var hops = 0
    /// Where the pattern begins.
    var start: EntityRef?
    /// Nodes of the pattern in its order.
    var nodes: [EntityRef] = []
    /// The least weight on the way.
    var amount: Int128 = 0
    /// The sum of the weights.
    var total: Int128 = 0
    /// Weight of the mark at the beginning; without marks, of the first edge.
    var weight: Int128 = 0
    /// What of it has reached the end, over all ways.
    var reached: Int128 = 0
    /// Share of tainted funds, in millionths.
    var share: Int64 = 0
    /// Nodes that are marked; of a fan, how many nodes are on its other side.
    var marked = 0
    /// Events that the pattern rests on, without the anchor.
    var evidence: [TailEntry] = []

    static let shape = StructType(
        name: "graph.found",
        fields: [
            .init("hops", .int), .init("start", EntityValue.type), .init("first", EntityValue.type),
            .init("nodes", .list(EntityValue.type)), .init("amount", .amount), .init("total", .amount),
            .init("weight", .amount), .init("reached", .amount), .init("share", .int), .init("marked", .int),
        ])

    /// The first node in canonical order: the same whichever way the pattern is walked.
    var first: EntityRef? {
        nodes.min { $0.canonicalBytes.lexicographicallyPrecedes($1.canonicalBytes) }
    }

    func value(naming: any EntityNaming) -> Value {
        func entity(_ entity: EntityRef?) -> Value? { entity.map { .opaque(EntityValue($0, naming: naming)) } }
        return .structure(
            StoredStructValue(
                type: GraphFinding.shape,
                values: [
                    .int(Int64(hops)), entity(start), entity(first),
                    .list(nodes.map { .opaque(EntityValue($0, naming: naming)) }), FieldBridge.amount(of: amount),
                    FieldBridge.amount(of: total), FieldBridge.amount(of: weight), FieldBridge.amount(of: reached),
                    .int(share), .int(Int64(marked)),
                ]))
    }
}
