/// Why bytes are not a JSON value of the profile, and at which byte.
///
/// Equality looks at the code alone.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The stable name of a reason. New ones may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String

        init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        /// More bytes than the caller allows.
        public static let tooLong = Code("json.tooLong")
        /// Objects and arrays nested deeper than allowed.
        public static let tooDeep = Code("json.tooDeep")
        /// The input ends inside a value.
        public static let unexpectedEnd = Code("json.unexpectedEnd")
        /// A byte that cannot stand at this place.
        public static let unexpectedByte = Code("json.unexpectedByte")
        /// Something follows the value.
        public static let trailingBytes = Code("json.trailingBytes")
        /// `null`: the profile writes an absent member by leaving it out.
        public static let nullNotAllowed = Code("json.nullNotAllowed")
        /// A fraction or an exponent.
        public static let notInteger = Code("json.notInteger")
        /// `01`, `-0` or a lone minus sign.
        public static let malformedInteger = Code("json.malformedInteger")
        /// Beyond ±(2^53 − 1).
        public static let integerOutOfRange = Code("json.integerOutOfRange")
        /// Two members of one object have the same name.
        public static let duplicateName = Code("json.duplicateName")
        /// A member name with a character outside ASCII, in canonical input.
        public static let nameNotASCII = Code("json.nameNotASCII")
        /// A control character inside a string must be escaped.
        public static let controlCharacter = Code("json.controlCharacter")
        /// A backslash followed by something that is no escape.
        public static let malformedEscape = Code("json.malformedEscape")
        /// `\ud800` … `\udfff` without its other half.
        public static let unpairedSurrogate = Code("json.unpairedSurrogate")
        /// Bytes that are not UTF-8.
        public static let invalidUTF8 = Code("json.invalidUTF8")
        /// Valid JSON, but not the canonical encoding of its value.
        public static let notCanonical = Code("json.notCanonical")

        public var description: String { rawValue }
    }

    public let code: Code
    /// The offset in bytes from the start of the input, counted from 0.
    public let offset: Int

    init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    public static func == (lhs: JSONError, rhs: JSONError) -> Bool {
        lhs.code == rhs.code
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }

    public var description: String {
        "\(code) at byte \(offset)"
    }
}
