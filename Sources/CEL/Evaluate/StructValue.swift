/// A structure: fields read by slot. Subclass it to compute fields lazily from data of your own.
///
/// A subclass must be safe to read from several threads, or be used by one thread only.
/// `@unchecked Sendable`: this class has immutable stored properties only; subclasses vouch for their own.
open class StructValue: @unchecked Sendable {
    /// The declared type: names and slots of the fields.
    public let type: StructType
    /// Where `StoredStructValue` keeps its fields, one per slot, so that nodes read them without a call; owned by it,
    /// never written after its initialiser.
    final let stored: UnsafeMutablePointer<Value?>?

    public init(type: StructType) {
        self.type = type
        stored = nil
    }

    fileprivate init(type: StructType, stored: UnsafeMutablePointer<Value?>) {
        self.type = type
        self.stored = stored
    }

    /// The value of the field in slot `index`, or `nil` when the field is absent.
    ///
    /// Called only with slots of `type.fields`. May be called more than once in an evaluation.
    open func field(at index: Int) -> Value? { nil }

    /// Whether the field in slot `index` is present, which is what `has(x.field)` asks. Override it when that is
    /// cheaper to know than the value.
    open func hasField(at index: Int) -> Bool { field(at: index) != nil }
}

/// A structure whose fields are stored values: the fastest to read.
public final class StoredStructValue: StructValue, @unchecked Sendable {
    private let count: Int

    /// - Parameter values: one value per slot; missing ones at the end count as absent, surplus ones are ignored.
    public init(type: StructType, values: [Value?]) {
        count = type.fields.count
        let stored = UnsafeMutablePointer<Value?>.allocate(capacity: max(count, 1))
        for slot in 0..<count { (stored + slot).initialize(to: slot < values.count ? values[slot] : nil) }
        super.init(type: type, stored: stored)
    }

    deinit {
        stored?.deinitialize(count: count)
        stored?.deallocate()
    }

    public override func field(at index: Int) -> Value? {
        index >= 0 && index < count ? stored?[index] : nil
    }
}
