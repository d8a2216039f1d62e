/// `a.or(b)` and `a.orValue(b)`: `b` is evaluated only when `a` is empty, as in the reference implementations.
final class OptionalOrNode: Node, @unchecked Sendable {
    let operand: Node
    let alternative: Node
    /// Whether the result is the value rather than an optional.
    let unwraps: Bool

    init(_ operand: Node, _ alternative: Node, unwraps: Bool) {
        self.operand = operand
        self.alternative = alternative
        self.unwraps = unwraps
    }

    override func evaluate(_ frame: FramePointer) -> Value {
        spend(frame)
        let value = operand.evaluate(frame)
        guard case .optional(let inner) = value else { return .noSuchOverload(unwraps ? "orValue" : "or", value) }
        if let inner { return unwraps ? inner : value }
        let other = alternative.evaluate(frame)
        if unwraps { return other }
        switch other {
        case .optional, .error: return other
        default: return .noSuchOverload("or", value, other)
        }
    }
}
