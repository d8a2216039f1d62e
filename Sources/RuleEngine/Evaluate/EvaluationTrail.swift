import SupervisionModel

/// What an evaluation is about, and what it read. One per evaluator.
final class EvaluationTrail {
    /// Rule time of the event that is being judged.
    private(set) var moment = Timestamp.distantPast
    /// Rows that answered, of the present evaluation.
    private(set) var hits: [ListHit] = []
    /// What was asked of tables, since it was taken last.
    private var reads: Set<TableRead> = []
    private var readsInOrder: [TableRead] = []

    func begin(at moment: Timestamp) {
        self.moment = moment
        if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
    }

    func note(_ hit: ListHit) {
        if !hits.contains(hit) { hits.append(hit) }
    }

    func note(_ read: TableRead) {
        if reads.insert(read).inserted { readsInOrder.append(read) }
    }

    func takeReads() -> [TableRead] {
        guard !readsInOrder.isEmpty else { return [] }
        defer {
            reads.removeAll(keepingCapacity: true)
            readsInOrder.removeAll(keepingCapacity: true)
        }
        return readsInOrder
    }
}
