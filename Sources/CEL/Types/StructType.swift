/// A structure type whose fields have fixed positions, so that a checked expression reads a field by slot.
public struct StructType: Sendable, Hashable {
    /// One field of a structure type.
    public struct Field: Sendable {
        public var name: String
        public var type: CELType
        /// What a select of an absent field yields; `nil` makes it the error `no_such_field`.
        /// `has(x.field)` is false for an absent field either way.
        public var defaultValue: Value?

        public init(_ name: String, _ type: CELType, defaultValue: Value? = nil) {
            self.name = name
            self.type = type
            self.defaultValue = defaultValue
        }
    }

    /// Shared by all copies, so that two of them are told to be the same type by one comparison of pointers.
    final class Storage: Sendable {
        let name: String
        let fields: [Field]
        let slots: [String: Int]

        init(name: String, fields: [Field]) {
            self.name = name
            self.fields = fields
            var slots: [String: Int] = [:]
            for (slot, field) in fields.enumerated() where slots[field.name] == nil { slots[field.name] = slot }
            self.slots = slots
        }
    }

    let storage: Storage

    /// - Parameters:
    ///   - name: the full name of the type, dots included: `loan.originated`.
    ///   - fields: the fields in slot order. Of two fields with one name the first counts.
    public init(name: String, fields: [Field]) {
        storage = Storage(name: name, fields: fields)
    }

    public var name: String { storage.name }

    /// The fields; a field's position is its slot.
    public var fields: [Field] { storage.fields }

    /// The slot of a field, `nil` when the type has no such field.
    public func slot(of name: String) -> Int? { storage.slots[name] }

    public static func == (left: StructType, right: StructType) -> Bool {
        left.storage === right.storage || left.name == right.name
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
