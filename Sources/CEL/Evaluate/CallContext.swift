/// What a function implementation may do besides computing: pay.
///
/// It cannot be copied, so it cannot outlive the call.
public struct CallContext: ~Copyable {
    let frame: FramePointer

    @inline(__always)
    init(_ frame: FramePointer) { self.frame = frame }

    /// Charges `units` before the work or the memory they pay for.
    ///
    /// - Returns: false when the budget does not suffice; the function then returns `Value.budgetExceeded` at once.
    @inline(__always)
    public func charge(_ units: Int) -> Bool {
        frame.pointee.charge(Int64(units))
    }

    /// Charges for a list of `count` elements that is about to be made.
    public func charge(elements count: Int) -> Bool {
        frame.pointee.charge(Cost.of(count, Cost.element))
    }

    /// Charges for reading or making `count` bytes of text.
    public func charge(bytes count: Int) -> Bool {
        frame.pointee.charge(Cost.of(bytes: count))
    }
}

extension Value {
    /// What a function returns when `CallContext.charge` says false.
    public static var budgetExceeded: Value { .error(.budgetExceeded) }
}
