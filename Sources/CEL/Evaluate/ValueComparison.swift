/// Equality and order of values (cel-spec, "Equality and Ordering").
///
/// Walking through containers is charged one unit an element, since shared parts can make a small value look huge.
struct ValueComparison {
    let frame: FramePointer?
    private var depth = 0
    /// Set when the budget or the depth did not suffice; the result is then meaningless.
    private(set) var failure: EvaluationError?

    /// Nesting of values that is followed.
    static let maximumDepth = 128

    init(_ frame: FramePointer?) { self.frame = frame }

    private mutating func charge(_ units: Int) -> Bool {
        if let frame, !frame.pointee.charge(Int64(units)) {
            failure = .budgetExceeded
            return false
        }
        return failure == nil
    }

    /// Whether two values are equal: numbers on one line, NaN never, different types never.
    mutating func equal(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.int(let left), .int(let right)): return left == right
        case (.string(let left), .string(let right)): return UTF8Comparison.equal(left, right)
        case (.bool(let left), .bool(let right)): return left == right
        case (.null, .null): return true
        case (.uint(let left), .uint(let right)): return left == right
        case (.double(let left), .double(let right)): return left == right
        case (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int), (.double, .uint):
            return Self.numericOrder(left, right) == .equal
        case (.bytes(let left), .bytes(let right)): return left == right
        case (.timestamp(let left), .timestamp(let right)): return left == right
        case (.duration(let left), .duration(let right)): return left == right
        case (.type(let left), .type(let right)): return left.name == right.name
        case (.amount(let left), .amount(let right)): return left == right
        case (.amount(let left), .int(let right)), (.int(let right), .amount(let left)):
            return left.order(right) == .equal
        case (.amount(let left), .uint(let right)), (.uint(let right), .amount(let left)):
            return left.order(right) == .equal
        case (.opaque(let left), .opaque(let right)):
            return left === right || (left.typeName == right.typeName && left.isEqual(to: right))
        default: return equalContainers(left, right)
        }
    }

    private mutating func equalContainers(_ left: Value, _ right: Value) -> Bool {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            failure = .tooDeep
            return false
        }
        switch (left, right) {
        case (.list(let left), .list(let right)):
            guard left.count == right.count, charge(left.count) else { return false }
            for (index, element) in left.enumerated() {
                guard equal(element, right[index]) else { return false }
            }
            return true
        case (.map(let left), .map(let right)):
            guard left.count == right.count, charge(left.count) else { return false }
            for (index, key) in left.keys.enumerated() {
                guard let value = right[key], equal(left.values[index], value) else { return false }
            }
            return true
        case (.optional(let left), .optional(let right)):
            guard let left, let right else { return left == nil && right == nil }
            return equal(left, right)
        case (.structure(let left), .structure(let right)):
            if left === right { return true }
            guard left.type == right.type, charge(left.type.fields.count) else { return false }
            for slot in left.type.fields.indices {
                switch (left.field(at: slot), right.field(at: slot)) {
                case (nil, nil): continue
                case (let left?, let right?): guard equal(left, right) else { return false }
                default: return false
                }
            }
            return true
        default: return false
        }
    }

    /// The order of two values, `nil` when their types have none.
    static func order(_ left: Value, _ right: Value) -> NumericOrder? {
        switch (left, right) {
        case (.int(let left), .int(let right)): .of(left, right)
        case (.uint(let left), .uint(let right)): .of(left, right)
        case (.double(let left), .double(let right)): .of(left, right)
        case (.string(let left), .string(let right)): UTF8Comparison.order(left, right)
        case (.bytes(let left), .bytes(let right)): UTF8Comparison.order(left, right)
        case (.bool(let left), .bool(let right)): .of(left ? 1 : 0, right ? 1 : 0)
        case (.timestamp(let left), .timestamp(let right)): .of(left, right)
        case (.duration(let left), .duration(let right)): .of(left, right)
        case (.amount(let left), .amount(let right)): left.order(right)
        case (.amount(let left), .int(let right)): left.order(right)
        case (.amount(let left), .uint(let right)): left.order(right)
        case (.int(let left), .amount(let right)): right.order(left).reversed
        case (.uint(let left), .amount(let right)): right.order(left).reversed
        default: numericOrder(left, right)
        }
    }

    private static func numericOrder(_ left: Value, _ right: Value) -> NumericOrder? {
        switch (left, right) {
        case (.int(let left), .uint(let right)): .of(left, right)
        case (.uint(let left), .int(let right)): .of(left, right)
        case (.int(let left), .double(let right)): .of(left, right)
        case (.double(let left), .int(let right)): .of(left, right)
        case (.uint(let left), .double(let right)): .of(left, right)
        case (.double(let left), .uint(let right)): .of(left, right)
        default: nil
        }
    }
}

extension Value {
    /// Whether two values are equal in the language's sense; false for values nested deeper than 128.
    public func equals(_ other: Value) -> Bool {
        var comparison = ValueComparison(nil)
        let isEqual = comparison.equal(self, other)
        return isEqual && comparison.failure == nil
    }

    var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }
}
