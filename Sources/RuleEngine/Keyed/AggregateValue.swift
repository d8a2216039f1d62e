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
        case .topCount: return .int(Int128(ValueCounts(values).top?.count ?? 0))
        case .topValue: return ValueCounts(values).top?.value ?? .absent
        case .share: return ValueCounts(values).share(aggregate.percent, of: Int64(values.count))
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

    /// Division that rounds down.
    static func floor(_ dividend: Int128, _ divisor: Int128) -> Int128 {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}
