/// `+ - * / %` on every type that has them; overflow is an error.
final class ArithmeticNode: Node, @unchecked Sendable {
    enum Operation: Sendable {
        case add, subtract, multiply, divide, modulo

        init?(_ name: String) {
            switch name {
            case Operator.add: self = .add
            case Operator.subtract: self = .subtract
            case Operator.multiply: self = .multiply
            case Operator.divide: self = .divide
            case Operator.modulo: self = .modulo
            default: return nil
            }
        }

        var text: String {
            switch self {
            case .add: "+"
            case .subtract: "-"
            case .multiply: "*"
            case .divide: "/"
            case .modulo: "%"
            }
        }
    }

    let operation: Operation
    let left: Node
    let right: Node

    init(_ operation: Operation, _ left: Node, _ right: Node) {
        self.operation = operation
        self.left = left
        self.right = right
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        let first = left.evaluate(frame)
        if case .error = first { return first }
        let second = right.evaluate(frame)
        if case .error = second { return second }
        if case .int(let first) = first, case .int(let second) = second {
            return Arithmetic.apply(operation, first, second)
        }
        return Arithmetic.apply(operation, first, second, frame)
    }
}

/// `-operand`
final class NegateNode: Node, @unchecked Sendable {
    let operand: Node

    init(_ operand: Node) { self.operand = operand }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        let value = operand.evaluate(frame)
        switch value {
        case .int(let int):
            let (result, overflow) = Int64(0).subtractingReportingOverflow(int)
            return overflow ? Arithmetic.overflow : .int(result)
        case .double(let double): return .double(-double)
        default: return .noSuchOverload("-", value)
        }
    }
}
