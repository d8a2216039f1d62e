/// What an aggregate says of a list of values.
enum AggregateValue {
    /// - Parameter values: none absent, in the order of their events.
    /// - Returns: `nil` when a sum left 128 bits; `absent` when no value has such an aggregate.
    static func of(_ aggregate: PlannedAggregate, _ values: [Scalar]) -> Scalar? {
        switch aggregate.kind {
        case .count: return .int(Int128(values.count))
        case .first: return values.first ?? .absent
        case .last: return values.last ?? .absent
        case .min: return values.min() ?? .absent
        case .max: return values.max() ?? .absent
        case .distinct: return .int(Int128(Set(values).count))
        case .topCount: return .int(Int128(top(counts(values))?.count ?? 0))
        case .topValue: return top(counts(values))?.value ?? .absent
        case .share: return share(counts(values), of: Int64(values.count), aggregate.percent)
        case .sum, .mean, .stddev, .median, .percentile: return number(aggregate, integers(values))
        }
    }

    private static func number(_ aggregate: PlannedAggregate, _ values: [Int128]) -> Scalar? {
        switch aggregate.kind {
        case .sum:
            var sum: Int128 = 0
            for value in values {
                let (next, overflow) = sum.addingReportingOverflow(value)
                if overflow { return nil }
                sum = next
            }
            return .int(sum)
        case .mean: return values.isEmpty ? .absent : Statistics.mean(values).map { .int($0) }
        case .stddev: return values.isEmpty ? .absent : Statistics.standardDeviation(values).map { .int($0) }
        case .median: return Statistics.median(values).map { .int($0) } ?? .absent
        default: return Statistics.percentile(values, aggregate.percent).map { .int($0) } ?? .absent
        }
    }

    private static func integers(_ values: [Scalar]) -> [Int128] {
        values.compactMap { if case .int(let value) = $0 { value } else { nil } }
    }

    private static func counts(_ values: [Scalar]) -> [Scalar: Int64] {
        var counts: [Scalar: Int64] = [:]
        for value in values { counts[value, default: 0] += 1 }
        return counts
    }

    /// The most frequent value; of several the smallest, so that hash order does not matter.
    static func top(_ counts: [Scalar: Int64]) -> (value: Scalar, count: Int64)? {
        // order-free: a maximum with a total order does not depend on the order of iteration.
        counts.max { left, right in
            left.value != right.value ? left.value < right.value : right.key < left.key
        }.map { (value: $0.key, count: $0.value) }
    }

    /// The least number of values that make up `percent` per cent of `total` events, as the Nakamoto coefficient counts
    /// producers; 0 when even all of them do not.
    static func share(_ counts: [Scalar: Int64], of total: Int64, _ percent: Int64) -> Scalar {
        var sum: Int64 = 0
        for (number, count) in counts.values.sorted(by: >).enumerated() {  // order-free: sorted
            sum += count
            if sum * 100 >= total * percent { return .int(Int128(number + 1)) }
        }
        return .int(0)
    }

    /// Division that rounds down.
    static func floor(_ dividend: Int128, _ divisor: Int128) -> Int128 {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}
