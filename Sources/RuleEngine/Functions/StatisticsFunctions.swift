import CEL

/// `list.median()`, `mad()`, `mean()`, `stddev()`, `percentile(p)` over lists of integers: fixed point, rounded down,
/// so that baselines are the same on every machine. An empty list has none: the condition does not apply.
enum StatisticsFunctions {
    static let declarations: [FunctionDeclaration] = [
        member("median") { Statistics.median($0) },
        member("mad") { Statistics.medianAbsoluteDeviation($0) },
        member("mean") { Statistics.mean($0) },
        member("stddev") { Statistics.standardDeviation($0) },
        FunctionDeclaration(
            "percentile",
            FunctionOverload(
                "list_int_percentile", [.list(.int), .int], .int, isMember: true,
                body: .binary { context, list, percent in
                    guard let values = integers(list), case .int(let percent) = percent else { return .null }
                    guard context.charge(values.count) else { return .budgetExceeded }
                    return result(Statistics.percentile(values, percent))
                })),
    ]

    private static func member(
        _ name: String, _ compute: @escaping @Sendable ([Int128]) -> Int128?
    ) -> FunctionDeclaration {
        FunctionDeclaration(
            name,
            FunctionOverload(
                "list_int_\(name)", [.list(.int)], .int, isMember: true,
                body: .unary { context, list in
                    guard let values = integers(list) else { return .null }
                    guard context.charge(values.count) else { return .budgetExceeded }
                    return result(compute(values))
                }))
    }

    private static func integers(_ list: Value) -> [Int128]? {
        guard case .list(let elements) = list else { return nil }
        var values: [Int128] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            guard case .int(let value) = element else { return nil }
            values.append(Int128(value))
        }
        return values
    }

    private static func result(_ value: Int128?) -> Value {
        guard let value else { return .failure(.noSuchField, "an empty list has no such value") }
        return Int64(exactly: value).map { .int($0) } ?? .failure(.overflow, "the value exceeds 64 bits")
    }
}

/// Statistics of integers, in integers.
enum Statistics {
    /// The middle value, of two the lower one.
    static func median(_ values: [Int128]) -> Int128? {
        values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
    }

    /// The median of the distances from the median.
    static func medianAbsoluteDeviation(_ values: [Int128]) -> Int128? {
        guard let middle = median(values) else { return nil }
        return median(values.map { $0 > middle ? $0 - middle : middle - $0 })
    }

    static func mean(_ values: [Int128]) -> Int128? {
        guard !values.isEmpty else { return nil }
        var sum: Int128 = 0
        for value in values {
            let (next, overflow) = sum.addingReportingOverflow(value)
            if overflow { return nil }
            sum = next
        }
        let count = Int128(values.count)
        let quotient = sum / count
        return sum % count < 0 ? quotient - 1 : quotient
    }

    /// Of the whole population.
    static func standardDeviation(_ values: [Int128]) -> Int128? {
        guard let mean = mean(values) else { return nil }
        var sum: Int128 = 0
        for value in values {
            let (square, first) = (value - mean).multipliedReportingOverflow(by: value - mean)
            let (next, second) = sum.addingReportingOverflow(square)
            if first || second { return nil }
            sum = next
        }
        return squareRoot(sum / Int128(values.count))
    }

    /// Nearest rank: the smallest value that is not below `percent` per cent of the values.
    static func percentile(_ values: [Int128], _ percent: Int64) -> Int128? {
        guard !values.isEmpty, (0...100).contains(percent) else { return nil }
        let rank = max(1, (values.count * Int(percent) + 99) / 100)
        return values.sorted()[rank - 1]
    }

    /// Rounded down; by Newton's method.
    static func squareRoot(_ value: Int128) -> Int128 {
        guard value > 1 else { return max(0, value) }
        var guess: Int128 = 1 << ((128 - value.leadingZeroBitCount + 1) / 2)
        while true {
            let next = (guess + value / guess) / 2
            if next >= guess { return guess }
            guess = next
        }
    }
}
