/// What a condition came to.
enum Truth {
    case no
    case yes
    /// Not a bool; the reason is in `Frame.failure`.
    case failed

    @inline(__always)
    init(_ value: Bool) { self = value ? .yes : .no }
}

/// One step of a planned expression.
///
/// Each node charges what the syntax it stands for costs, whether steps were fused or not: 1 unit for each name, select,
/// index, operator and call, nothing for constants. Straight-line code charges without looking; whatever repeats or
/// allocates looks first. `@unchecked Sendable`: subclasses have immutable stored properties only.
class Node: @unchecked Sendable {
    /// The value, possibly an error.
    func evaluate(_ frame: FramePointer) -> Value { .failure(.host, "not a node") }

    /// The value as a condition. Nodes with bool results override this and get `evaluate` from `ConditionNode`.
    func truth(_ frame: FramePointer) -> Truth {
        Self.truth(of: evaluate(frame), frame)
    }

    @inline(__always)
    final func spend(_ frame: FramePointer, _ units: Int64 = 1) { frame.pointee.remaining &-= units }

    static func truth(of value: Value, _ frame: FramePointer) -> Truth {
        switch value {
        case .bool(let value): return Truth(value)
        case .error(let error):
            frame.pointee.failure = error
            return .failed
        default:
            frame.pointee.failure = EvaluationError(.noSuchOverload, "a condition is \(value.type.name), expected bool")
            return .failed
        }
    }

    /// Records why a condition has no truth.
    static func fail(_ frame: FramePointer, _ value: Value) -> Truth {
        frame.pointee.failure = value.error ?? EvaluationError(.noSuchOverload, "expected bool")
        return .failed
    }
}

/// A node whose value is a bool or an error.
class ConditionNode: Node, @unchecked Sendable {
    final override func evaluate(_ frame: FramePointer) -> Value {
        switch truth(frame) {
        case .yes: .bool(true)
        case .no: .bool(false)
        case .failed: .error(frame.pointee.failure ?? .tooDeep)
        }
    }
}

final class ConstantNode: Node, @unchecked Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }

    override func evaluate(_ frame: FramePointer) -> Value { value }
}

/// An error found when planning that only counts if it is reached.
final class ErrorNode: Node, @unchecked Sendable {
    let error: EvaluationError

    init(_ error: EvaluationError) { self.error = error }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        return .error(error)
    }
}
