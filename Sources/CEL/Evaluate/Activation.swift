/// The variables of an evaluation, one value per slot, with the memory the evaluation needs.
///
/// Make one per thread and use it again and again: an evaluation then allocates nothing of its own. Not `Sendable`.
public final class Activation {
    let frame: FramePointer

    /// - Parameter slotCount: how many slots the environment's variables use: highest slot + 1.
    public init(slotCount: Int) {
        let count = min(max(slotCount, 1), VariableDeclaration.maximumSlot + 1)
        let slots = UnsafeMutablePointer<Value>.allocate(capacity: count)
        slots.initialize(repeating: Self.unset, count: count)
        let locals = UnsafeMutablePointer<Value>.allocate(capacity: 8)
        locals.initialize(repeating: .null, count: 8)
        frame = FramePointer.allocate(capacity: 1)
        frame.initialize(
            to: Frame(
                remaining: 0, slots: slots, slotCount: count, locals: locals, localCount: 8, failure: nil, trace: nil))
    }

    deinit {
        frame.pointee.slots.deinitialize(count: frame.pointee.slotCount)
        frame.pointee.slots.deallocate()
        frame.pointee.locals.deinitialize(count: frame.pointee.localCount)
        frame.pointee.locals.deallocate()
        frame.deinitialize(count: 1)
        frame.deallocate()
    }

    /// The number of slots.
    public var slotCount: Int { frame.pointee.slotCount }

    /// The value in a slot. A slot never set reads as the error `unknown_name`; slots outside are ignored when set.
    public subscript(slot: Int) -> Value {
        get {
            guard slot >= 0, slot < frame.pointee.slotCount else { return Self.unset }
            return frame.pointee.slots[slot]
        }
        set {
            guard slot >= 0, slot < frame.pointee.slotCount else { return }
            frame.pointee.slots[slot] = newValue
        }
    }

    /// Takes the value out of a slot.
    public func clear(_ slot: Int) {
        self[slot] = Self.unset
    }

    static let unset = Value.failure(.unknownName, "the activation has no value in this slot")

    func reserve(locals count: Int) {
        guard count > frame.pointee.localCount else { return }
        let wider = UnsafeMutablePointer<Value>.allocate(capacity: count)
        wider.initialize(repeating: .null, count: count)
        frame.pointee.locals.deinitialize(count: frame.pointee.localCount)
        frame.pointee.locals.deallocate()
        frame.pointee.locals = wider
        frame.pointee.localCount = count
    }
}
