import SupervisionModel

/// Reads members of a JSON document as chains write them: hex with or without `0x`, numbers as numbers or as text.
struct Fields {
    let value: JSONValue
    let path: String

    init(_ value: JSONValue, path: String = "") {
        self.value = value
        self.path = path
    }

    private func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// Whether there is a member of that name.
    func has(_ name: String) -> Bool { value[name] != nil }

    private func member(_ name: String) throws(FieldError) -> JSONValue {
        guard let member = value[name] else {
            throw FieldError(.missing, at: place(name), found: "nothing", expected: ("a value", "有值"))
        }
        return member
    }

    /// The object of that name.
    func object(_ name: String) throws(FieldError) -> Fields {
        let found = try member(name)
        guard found.object != nil else { throw wrongKind(name, found, ("an object", "对象")) }
        return Fields(found, path: place(name))
    }

    /// The elements of a list of at most `limit`.
    func list(_ name: String, limit: Int) throws(FieldError) -> [Fields] {
        let found = try member(name)
        guard let elements = found.array else { throw wrongKind(name, found, ("a list", "列表")) }
        guard elements.count <= limit else {
            throw FieldError(
                .tooMany, at: place(name), found: "\(elements.count) elements",
                expected: ("at most \(limit)", "最多 \(limit) 个"))
        }
        var fields: [Fields] = []
        fields.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            fields.append(Fields(element, path: "\(place(name))[\(index)]"))
        }
        return fields
    }

    /// The bytes of a member of hex digits.
    ///
    /// - Parameter count: how many there must be; nil: any number up to 16 MiB.
    func hex(_ name: String, count: Int? = nil) throws(FieldError) -> [UInt8] {
        try Fields(try member(name), path: place(name)).hex(count: count)
    }

    /// The bytes of this value, which must be a text of hex digits.
    func hex(count: Int? = nil) throws(FieldError) -> [UInt8] {
        guard let text = value.string else {
            throw FieldError(.wrongKind, at: path, found: value.kind.rawValue, expected: ("hex digits", "十六进制文本"))
        }
        let digits = text.utf8.hasPrefix("0x") ? text.dropFirst(2) : text[...]
        guard digits.utf8.count <= 2 * 16_777_216, let bytes = Hex.decode(digits) else {
            throw FieldError(
                .wrongKind, at: path, found: "\(digits.utf8.count) characters",
                expected: ("an even number of hex digits", "偶数个十六进制数字"))
        }
        if let count, bytes.count != count {
            throw FieldError(
                .wrongLength, at: path, found: "\(bytes.count) bytes", expected: ("\(count) bytes", "\(count) 字节"))
        }
        return bytes
    }

    /// Thirty-two bytes of hex digits, in the order written.
    func digest(_ name: String) throws(FieldError) -> Digest32 {
        let bytes = try hex(name, count: 32)
        return Digest32(bytes) ?? .zero
    }

    /// Thirty-two bytes of hex digits, or nil when there is no such member.
    func optionalDigest(_ name: String) throws(FieldError) -> Digest32? {
        has(name) ? try digest(name) : nil
    }

    /// A number from 0 up: a JSON integer, decimal digits, or hex digits behind `0x`.
    func number(_ name: String) throws(FieldError) -> UInt64 {
        let found = try member(name)
        let number: UInt64? =
            switch found {
            case .integer(let integer): UInt64(exactly: integer)
            case .string(let text) where text.utf8.hasPrefix("0x"): UInt64(text.dropFirst(2), radix: 16)
            case .string(let text): UInt64(text)
            default: nil
            }
        guard let number else {
            throw FieldError(
                .outOfRange, at: place(name), found: Self.shown(found),
                expected: ("a number from 0 to 2^64 − 1", "0 到 2^64 − 1 的数"))
        }
        return number
    }

    /// A text.
    func text(_ name: String) throws(FieldError) -> String {
        let found = try member(name)
        guard let text = found.string else { throw wrongKind(name, found, ("a text", "文本")) }
        return text
    }

    private func wrongKind(_ name: String, _ found: JSONValue, _ expected: (String, String)) -> FieldError {
        FieldError(.wrongKind, at: place(name), found: found.kind.rawValue, expected: expected)
    }

    private static func shown(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): "\"\(text.prefix(40))\""
        case .integer(let integer): "\(integer)"
        default: value.kind.rawValue
        }
    }
}
