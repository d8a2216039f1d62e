/// `a && b && …`: false if any operand is false, even when others are errors (cel-spec, "Logical Operators").
final class AndNode: ConditionNode, @unchecked Sendable {
    let operands: [Node]

    init(_ operands: [Node]) { self.operands = operands }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame, Int64(operands.count - 1))
        var failure: EvaluationError?
        for operand in operands {
            switch operand.truth(frame) {
            case .yes: continue
            case .no: return .no
            case .failed: if failure == nil { failure = frame.pointee.failure }
            }
        }
        guard let failure else { return .yes }
        frame.pointee.failure = failure
        return .failed
    }
}

/// `a || b || …`: true if any operand is true, even when others are errors.
final class OrNode: ConditionNode, @unchecked Sendable {
    let operands: [Node]

    init(_ operands: [Node]) { self.operands = operands }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame, Int64(operands.count - 1))
        var failure: EvaluationError?
        for operand in operands {
            switch operand.truth(frame) {
            case .no: continue
            case .yes: return .yes
            case .failed: if failure == nil { failure = frame.pointee.failure }
            }
        }
        guard let failure else { return .no }
        frame.pointee.failure = failure
        return .failed
    }
}

final class NotNode: ConditionNode, @unchecked Sendable {
    let operand: Node

    init(_ operand: Node) { self.operand = operand }

    override func truth(_ frame: FramePointer) -> Truth {
        spend(frame)
        return switch operand.truth(frame) {
        case .yes: .no
        case .no: .yes
        case .failed: .failed
        }
    }
}

/// `condition ? a : b`: only one of the two is evaluated.
final class ConditionalNode: Node, @unchecked Sendable {
    let condition: Node
    let whenTrue: Node
    let whenFalse: Node

    init(_ condition: Node, _ whenTrue: Node, _ whenFalse: Node) {
        self.condition = condition
        self.whenTrue = whenTrue
        self.whenFalse = whenFalse
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        return switch condition.truth(frame) {
        case .yes: whenTrue.evaluate(frame)
        case .no: whenFalse.evaluate(frame)
        case .failed: .error(frame.pointee.failure ?? .tooDeep)
        }
    }
}
