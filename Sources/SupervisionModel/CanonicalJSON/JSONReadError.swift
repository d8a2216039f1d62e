/// A JSON value lacks a member or holds something else than was expected. Equality looks at code and path.
public struct JSONReadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The stable name of a reason. New ones may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String

        init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        /// A member that must be there is not.
        public static let missing = Code("json.missing")
        /// A value of another kind.
        public static let wrongKind = Code("json.wrongKind")
        /// An integer outside its range.
        public static let outOfRange = Code("json.outOfRange")
        /// A member that this object does not have.
        public static let unknownMember = Code("json.unknownMember")
        /// The right kind, but not an acceptable content.
        public static let invalid = Code("json.invalid")

        public var description: String { rawValue }
    }

    public let code: Code
    /// Such as `input.items[3].type`; empty for the root.
    public let path: String
    /// What should have stood there; empty when the code says it all.
    public let expected: String
    /// What stood there.
    public let found: String

    init(_ code: Code, path: String, expected: String = "", found: String = "") {
        self.code = code
        self.path = path
        self.expected = expected
        self.found = found
    }

    public static func == (lhs: JSONReadError, rhs: JSONReadError) -> Bool {
        lhs.code == rhs.code && lhs.path.utf8.elementsEqual(rhs.path.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        for byte in path.utf8 { hasher.combine(byte) }
    }

    public var description: String {
        let place = path.isEmpty ? "document" : path
        return expected.isEmpty ? "\(code): \(place)" : "\(code): \(place): expected \(expected), found \(found)"
    }
}
