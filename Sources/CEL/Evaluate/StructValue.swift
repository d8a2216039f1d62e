/// A structure: fields read by slot. Subclass it to compute fields lazily from data of your own.
///
/// A subclass must be safe to read from several threads, or be used by one thread only.
/// `@unchecked Sendable`: this class has immutable stored properties only; subclasses vouch for their own.
open class StructValue: @unchecked Sendable {
    /// The declared type: names and slots of the fields.
    public let type: StructType

    public init(type: StructType) {
        self.type = type
    }

    /// The value of the field in slot `index`, or `nil` when the field is absent.
    ///
    /// Called only with slots of `type.fields`. May be called more than once in an evaluation.
    open func field(at index: Int) -> Value? { nil }

    /// Whether the field in slot `index` is present, which is what `has(x.field)` asks. Override it when that is
    /// cheaper to know than the value.
    open func hasField(at index: Int) -> Bool { field(at: index) != nil }
}

/// A structure whose fields are stored values.
public final class StoredStructValue: StructValue, @unchecked Sendable {
    private let values: [Value?]

    /// - Parameter values: one value per slot; missing ones at the end count as absent.
    public init(type: StructType, values: [Value?]) {
        self.values = values
        super.init(type: type)
    }

    public override func field(at index: Int) -> Value? {
        index < values.count ? values[index] : nil
    }
}
