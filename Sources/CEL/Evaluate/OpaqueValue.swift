/// A value of a host type: an entity, a snapshot of a list, an address. Subclass it.
///
/// The language can pass it around, compare it (`==`), print it (`string(x)` where declared) and hand it to the
/// functions the host declares. `x in opaque` calls `contains(_:)`.
/// `@unchecked Sendable`: no stored properties here; subclasses vouch for their own.
open class OpaqueValue: @unchecked Sendable {
    public init() {}

    /// The name the type was declared with.
    open var typeName: String { "opaque" }

    /// Equality of two values of the same type name; identity by default.
    open func isEqual(to other: OpaqueValue) -> Bool { self === other }

    /// Something equal for equal values, used to find values in constant sets. Zero is always correct.
    open var hashKey: UInt64 { 0 }

    /// The text for messages and `string()`.
    open var text: String { typeName }

    /// Whether `value in self`; `nil` when the type has no members or none of that type.
    open func contains(_ value: Value) -> Bool? { nil }
}
