/// A type of the host: named in declarations and in `type(x) == name`; its values are `OpaqueValue`s.
public struct OpaqueType: Sendable {
    /// The full name: `entity`, `list_snapshot`.
    public var name: String
    /// The type of `x` in `x in value`; `nil` when the type has no members.
    public var memberType: CELType?

    public init(_ name: String, memberType: CELType? = nil) {
        self.name = name
        self.memberType = memberType
    }
}
