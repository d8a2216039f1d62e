/// Reads the members of a JSON value by name and type. Its errors name the path of what is missing or wrong.
///
/// ```swift
/// let input = try JSONReader(value).object("input")
/// let height = try input.integer("height")          // fails with "input.height: expected integer, found string"
/// ```
public struct JSONReader: Sendable {
    public let value: JSONValue
    private let path: Path

    private indirect enum Path: Sendable {
        case root
        case member(Path, String)
        case element(Path, Int)

        var text: String {
            switch self {
            case .root: ""
            case .member(.root, let name): name
            case .member(let parent, let name): "\(parent.text).\(name)"
            case .element(let parent, let index): "\(parent.text)[\(index)]"
            }
        }
    }

    /// Reads from the root of a document.
    public init(_ value: JSONValue) {
        self.value = value
        path = .root
    }

    /// - Parameter name: what the value is called in error messages.
    public init(_ value: JSONValue, named name: String) {
        self.value = value
        path = .member(.root, name)
    }

    private init(_ value: JSONValue, _ path: Path) {
        self.value = value
        self.path = path
    }

    /// Where the value stands, such as `input.items[3].type`; empty at the root.
    public var location: String { path.text }

    // MARK: Members

    /// The member of that name, or nil when there is none.
    public func optional(_ name: String) throws(JSONReadError) -> JSONReader? {
        guard case .object(let object) = value else { throw wrongKind(.object) }
        guard let member = object[name] else { return nil }
        return JSONReader(member, .member(path, name))
    }

    /// The member of that name.
    /// - Throws: ``JSONReadError`` `.missing` when there is none, `.wrongKind` when this is not an object.
    public func member(_ name: String) throws(JSONReadError) -> JSONReader {
        guard let member = try optional(name) else {
            throw JSONReadError(.missing, path: JSONReader(value, .member(path, name)).location)
        }
        return member
    }

    /// The member of that name, which must be an object.
    public func object(_ name: String) throws(JSONReadError) -> JSONReader {
        let member = try member(name)
        _ = try member.asObject()
        return member
    }

    /// The elements of the member of that name, which must be an array.
    public func array(_ name: String) throws(JSONReadError) -> [JSONReader] { try member(name).asArray() }

    /// The member of that name, which must be a string.
    public func string(_ name: String) throws(JSONReadError) -> String { try member(name).asString() }

    /// The member of that name, which must be an integer.
    public func integer(_ name: String) throws(JSONReadError) -> Int64 { try member(name).asInteger() }

    /// The member of that name, which must be an integer within `range`.
    public func integer(_ name: String, in range: ClosedRange<Int64>) throws(JSONReadError) -> Int64 {
        try member(name).asInteger(in: range)
    }

    /// The member of that name, which must be true or false.
    public func bool(_ name: String) throws(JSONReadError) -> Bool { try member(name).asBool() }

    public func optionalString(_ name: String) throws(JSONReadError) -> String? {
        guard let member = try optional(name) else { return nil }
        return try member.asString()
    }

    public func optionalInteger(_ name: String) throws(JSONReadError) -> Int64? {
        guard let member = try optional(name) else { return nil }
        return try member.asInteger()
    }

    public func optionalBool(_ name: String) throws(JSONReadError) -> Bool? {
        guard let member = try optional(name) else { return nil }
        return try member.asBool()
    }

    /// The elements of the member of that name; nil when it is absent.
    public func optionalArray(_ name: String) throws(JSONReadError) -> [JSONReader]? {
        guard let member = try optional(name) else { return nil }
        return try member.asArray()
    }

    /// Fails on a member with a name that is not listed: a misspelt name is an error, not a default.
    public func allowOnly(_ names: [String]) throws(JSONReadError) {
        for member in try asObject().members
        where !names.contains(where: { $0.utf8.elementsEqual(member.name.utf8) }) {
            throw JSONReadError(.unknownMember, path: JSONReader(value, .member(path, member.name)).location)
        }
    }

    // MARK: The value itself

    public func asObject() throws(JSONReadError) -> JSONObject {
        guard case .object(let object) = value else { throw wrongKind(.object) }
        return object
    }

    public func asArray() throws(JSONReadError) -> [JSONReader] {
        guard case .array(let elements) = value else { throw wrongKind(.array) }
        return elements.enumerated().map { JSONReader($1, .element(path, $0)) }
    }

    public func asString() throws(JSONReadError) -> String {
        guard case .string(let string) = value else { throw wrongKind(.string) }
        return string
    }

    public func asInteger() throws(JSONReadError) -> Int64 {
        guard case .integer(let integer) = value else { throw wrongKind(.integer) }
        return integer
    }

    public func asInteger(in range: ClosedRange<Int64>) throws(JSONReadError) -> Int64 {
        let integer = try asInteger()
        guard range.contains(integer) else {
            throw JSONReadError(
                .outOfRange, path: location, expected: "\(range.lowerBound)...\(range.upperBound)", found: "\(integer)")
        }
        return integer
    }

    public func asBool() throws(JSONReadError) -> Bool {
        guard case .bool(let bool) = value else { throw wrongKind(.bool) }
        return bool
    }

    /// An error about the content of this value, for callers that check more than its kind.
    public func invalid(expected: String, found: String) -> JSONReadError {
        JSONReadError(.invalid, path: location, expected: expected, found: found)
    }

    private func wrongKind(_ expected: JSONKind) -> JSONReadError {
        JSONReadError(.wrongKind, path: location, expected: expected.rawValue, found: value.kind.rawValue)
    }
}
