/// How often each value occurs. Most keys see a few values only: those stand in a list, many in a dictionary.
struct ValueCounts {
    private var few: [(value: Scalar, count: Int64)] = []
    private var many: [Scalar: Int64] = [:]

    private static let fewest = 8

    init() {}

    init(_ values: [Scalar]) {
        for value in values { add(value) }
    }

    /// How many different values there are.
    var count: Int { many.isEmpty ? few.count : many.count }

    mutating func add(_ value: Scalar) {
        guard many.isEmpty else { return many[value, default: 0] += 1 }
        if let place = few.firstIndex(where: { $0.value == value }) {
            few[place].count += 1
        } else if few.count < ValueCounts.fewest {
            few.append((value, 1))
        } else {
            for (value, count) in few { many[value] = count }
            many[value] = 1
            few = []
        }
    }

    /// - Parameter value: must be there.
    mutating func remove(_ value: Scalar) {
        if many.isEmpty {
            guard let place = few.firstIndex(where: { $0.value == value }) else { return }
            few[place].count -= 1
            if few[place].count == 0 { few.remove(at: place) }
        } else if let count = many[value] {
            many[value] = count > 1 ? count - 1 : nil
        }
    }

    private var all: [(value: Scalar, count: Int64)] {
        // order-free: whoever asks takes an extreme under a total order, or sorts.
        many.isEmpty ? few : many.map { (value: $0.key, count: $0.value) }
    }

    /// The most frequent value; of several the smallest.
    var top: (value: Scalar, count: Int64)? {
        all.max { $0.count != $1.count ? $0.count < $1.count : $1.value < $0.value }
    }

    /// The least number of values that make up `percent` per cent of `total` events, as the Nakamoto coefficient counts
    /// producers; 0 when even all of them do not.
    func share(_ percent: Int64, of total: Int64) -> Scalar {
        var sum: Int64 = 0
        for (number, count) in all.map(\.count).sorted(by: >).enumerated() {
            sum += count
            if sum * 100 >= total * percent { return .int(Int128(number + 1)) }
        }
        return .int(0)
    }
}
