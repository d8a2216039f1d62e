/// A named list of fields: the shape of an event's payload or of a structure inside one.
public struct RecordType: Hashable, Sendable {
    /// A field of a record. Two fields are the same by name and type; texts for people make no difference.
    public struct Field: Hashable, Sendable {
        public let name: String
        public let type: FieldType
        /// What the field says, where its name does not.
        public let meaning: Meaning?
        /// What a number counts: `ppm`, `days`. For people.
        public let unit: String?

        public init(_ name: String, _ type: FieldType, meaning: Meaning? = nil, unit: String? = nil) {
            self.name = name
            self.type = type
            self.meaning = meaning
            self.unit = unit
        }

        public static func == (left: Field, right: Field) -> Bool {
            left.name.utf8.elementsEqual(right.name.utf8) && left.type == right.type
        }

        public func hash(into hasher: inout Hasher) {
            name.combineBytes(into: &hasher)
            hasher.combine(type)
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

extension RecordType {
    /// What `FieldType.ratio` is made of: `num` over `den`, in lowest terms; `den` is positive.
    public static let ratio = RecordType(name: "ratio", fields: [.init("num", .int), .init("den", .int)])

    /// An element of `FieldType.numberMap`.
    public static let namedNumber = RecordType(
        name: "namedNumber", fields: [.init("name", .string), .init("value", .int)])

    /// What `FieldType.period` is made of: the name as given, and the first moment of its last day in Asia/Shanghai.
    public static let period = RecordType(name: "period", fields: [.init("text", .string), .init("end", .timestamp)])
}
