/// The extreme of a queue in O(1) amortised: what a later value beats can never be the extreme again.
struct ExtremeQueue {
    private let isGreatest: Bool
    private var values: [Scalar] = []
    private var start = 0

    init(isGreatest: Bool) {
        self.isGreatest = isGreatest
    }

    var extreme: Scalar? { start < values.count ? values[start] : nil }

    mutating func push(_ value: Scalar) {
        while values.count > start, let last = values.last, isGreatest ? last < value : value < last {
            values.removeLast()
        }
        values.append(value)
    }

    /// - Parameter value: the oldest value of the queue.
    mutating func popOldest(_ value: Scalar) {
        guard extreme == value else { return }
        start += 1
        if start > 64, start > values.count / 2 {
            values.removeFirst(start)
            start = 0
        }
    }
}
