/// `left == right`, `left != right`
final class EqualNode: ConditionNode, @unchecked Sendable {
    let left: Node
    let right: Node
    let isNegated: Bool

    init(_ left: Node, _ right: Node, isNegated: Bool) {
        self.left = left
        self.right = right
        self.isNegated = isNegated
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        let first = left.evaluate(frame)
        if case .error = first { return Self.fail(frame, first) }
        let second = right.evaluate(frame)
        if case .error = second { return Self.fail(frame, second) }
        switch (first, second) {
        case (.string(let first), .string(let second)):
            return Truth(UTF8Comparison.equal(first, second) != isNegated)
        case (.int(let first), .int(let second)): return Truth((first == second) != isNegated)
        default: return compare(first, second, frame)
        }
    }

    @inline(never)
    private func compare(_ first: Value, _ second: Value, _ frame: FramePointer) -> Truth {
        var comparison = ValueComparison(frame)
        let isEqual = comparison.equal(first, second)
        if let failure = comparison.failure { return Self.fail(frame, .error(failure)) }
        return Truth(isEqual != isNegated)
    }
}

/// `operand == "text"`
final class EqualTextNode: ConditionNode, @unchecked Sendable {
    let operand: Node
    let text: [UInt8]
    let isNegated: Bool

    init(_ operand: Node, _ text: String, isNegated: Bool) {
        self.operand = operand
        self.text = Array(text.utf8)
        self.isNegated = isNegated
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        switch operand.evaluate(frame) {
        case .string(let value): return Truth(UTF8Comparison.equal(value, text) != isNegated)
        case .error(let error): return Self.fail(frame, .error(error))
        default: return Truth(isNegated)
        }
    }
}

/// `operand == 5`
final class EqualIntNode: ConditionNode, @unchecked Sendable {
    let operand: Node
    let number: Int64
    let isNegated: Bool

    init(_ operand: Node, _ number: Int64, isNegated: Bool) {
        self.operand = operand
        self.number = number
        self.isNegated = isNegated
    }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        let value = operand.evaluate(frame)
        switch value {
        case .int(let value): return Truth((value == number) != isNegated)
        case .error: return Self.fail(frame, value)
        default:
            var comparison = ValueComparison(frame)
            return Truth(comparison.equal(value, .int(number)) != isNegated)
        }
    }
}
