/// The type of an event's field. Rules are checked against it when a pack is loaded (vocabulary.md).
public indirect enum FieldType: Hashable, Sendable {
    case bool
    case int
    case string
    /// 32 bytes; text is lowercase hexadecimal in the order the chain prints it.
    case digest
    case bytes
    case entity
    case money
    case timestamp
    case duration
    case list(FieldType)
    case record(RecordType)
}

/// A named list of fields: the shape of an event's payload or of a structure inside one.
public struct RecordType: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public let name: String
        public let type: FieldType

        public init(_ name: String, _ type: FieldType) {
            self.name = name
            self.type = type
        }
    }

    public let name: String
    public let fields: [Field]

    public init(name: String, fields: [Field]) {
        self.name = name
        self.fields = fields
    }

    /// The slot of a field, `nil` when there is none of that name.
    public func slot(of name: String) -> Int? {
        fields.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }
}
