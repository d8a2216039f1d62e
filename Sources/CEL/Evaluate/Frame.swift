/// The state of one evaluation. Nodes reach it through a pointer, which spares them exclusivity checks.
struct Frame {
    /// Units of cost left; negative once the budget is used up.
    var remaining: Int64
    /// Values of the variables, one per slot.
    let slots: UnsafeMutablePointer<Value>
    let slotCount: Int
    /// Values of the names bound inside the expression (comprehensions, `cel.bind`, blocks, shared parts).
    var locals: UnsafeMutablePointer<Value>
    var localCount: Int
    /// The `ProgramGroup` whose shared values are in the locals; 0 when they are of no use.
    var group: UInt64 = 0
    /// The error of the last `truth` that was `.failed`.
    var failure: EvaluationError?
    /// Values seen by the tracing nodes of an explanation, one per node of the syntax tree.
    var trace: [Value?]?

    /// Takes `units` from the budget; false when it is used up.
    @inline(__always)
    mutating func charge(_ units: Int64) -> Bool {
        let (left, overflow) = remaining.subtractingReportingOverflow(units)
        remaining = overflow ? -1 : left
        return remaining >= 0
    }
}

/// Valid during one evaluation; owned by an `Activation`.
typealias FramePointer = UnsafeMutablePointer<Frame>
