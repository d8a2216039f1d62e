/// One of `<`, `<=`, `>`, `>=`.
enum OrderOperator: Sendable {
    case less, lessOrEqual, greater, greaterOrEqual

    init?(_ name: String) {
        switch name {
        case Operator.less: self = .less
        case Operator.lessOrEqual: self = .lessOrEqual
        case Operator.greater: self = .greater
        case Operator.greaterOrEqual: self = .greaterOrEqual
        default: return nil
        }
    }

    var text: String {
        switch self {
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }

    @inline(__always)
    func holds(_ order: NumericOrder) -> Bool {
        switch self {
        case .less: order == .less
        case .lessOrEqual: order == .less || order == .equal
        case .greater: order == .greater
        case .greaterOrEqual: order == .greater || order == .equal
        }
    }

    @inline(__always)
    func holds(_ left: Int64, _ right: Int64) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}

/// `left < right` and its like.
final class OrderNode: ConditionNode, @unchecked Sendable {
    let comparison: OrderOperator
    let left: Node
    let right: Node

    init(_ comparison: OrderOperator, _ left: Node, _ right: Node) {
        self.comparison = comparison
        self.left = left
        self.right = right
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        let first = left.evaluate(frame)
        if case .error = first { return Self.fail(frame, first) }
        let second = right.evaluate(frame)
        if case .error = second { return Self.fail(frame, second) }
        if case .int(let first) = first, case .int(let second) = second {
            return Truth(comparison.holds(first, second))
        }
        guard let order = ValueComparison.order(first, second) else {
            return Self.fail(frame, .noSuchOverload(comparison.text, first, second))
        }
        return Truth(comparison.holds(order))
    }
}

/// `operand < 5` and its like, for operands of any numeric type and amounts.
final class OrderIntNode: ConditionNode, @unchecked Sendable {
    let comparison: OrderOperator
    let operand: Node
    let number: Int64

    init(_ comparison: OrderOperator, _ operand: Node, _ number: Int64) {
        self.comparison = comparison
        self.operand = operand
        self.number = number
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        let value = operand.evaluate(frame)
        if case .int(let value) = value { return Truth(comparison.holds(value, number)) }
        guard let order = ValueComparison.order(value, .int(number)) else {
            return Self.fail(frame, .noSuchOverload(comparison.text, value, .int(number)))
        }
        return Truth(comparison.holds(order))
    }
}

/// `operand < amount("12.5")` and its like.
final class OrderAmountNode: ConditionNode, @unchecked Sendable {
    let comparison: OrderOperator
    let operand: Node
    let amount: Amount
    /// The constant without its fraction, for amounts in whole units: the usual ones.
    private let whole: Magnitude256
    private let hasFraction: Bool

    init(_ comparison: OrderOperator, _ operand: Node, _ amount: Amount) {
        self.comparison = comparison
        self.operand = operand
        self.amount = amount
        var whole = amount.magnitude
        var hasFraction = false
        for _ in 0..<amount.scale {
            let (quotient, remainder) = whole.dividedBy(10)
            if remainder != 0 { hasFraction = true }
            whole = quotient
        }
        self.whole = whole
        self.hasFraction = hasFraction
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        let value = operand.evaluate(frame)
        switch value {
        case .amount(let value): return Truth(comparison.holds(order(value)))
        case .int(let value): return Truth(comparison.holds(amount.order(value).reversed))
        case .uint(let value): return Truth(comparison.holds(amount.order(value).reversed))
        default: return Self.fail(frame, .noSuchOverload(comparison.text, value, .amount(amount)))
        }
    }

    @inline(__always)
    private func order(_ value: Amount) -> NumericOrder {
        guard value.minimalScale == 0 else { return value.order(amount) }
        if value.magnitude < whole { return .less }
        if whole < value.magnitude { return .greater }
        return hasFraction ? .less : .equal
    }
}
