public import SupervisionModel

/// Why a document, a key or a list is not accepted. Equality looks at the code alone.
public struct DocumentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The stable name of a reason. New ones may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let rawValue: String

        init(_ rawValue: String) {
            self.rawValue = rawValue
        }

        /// Longer than any document is.
        public static let tooLong = Code("document.tooLong")
        /// Not of the form that it should have.
        public static let malformed = Code("document.malformed")
        /// An algorithm that is not accepted, `none` among them.
        public static let algorithm = Code("document.algorithm")
        /// Signed by a key that the reader does not trust.
        public static let unknownKey = Code("document.unknownKey")
        /// The signature is not that of the key.
        public static let badSignature = Code("document.badSignature")
        /// A document of another kind.
        public static let wrongKind = Code("document.wrongKind")
        /// A disclosure that the document does not commit to, or one twice.
        public static let disclosure = Code("document.disclosure")
        /// Not valid any more.
        public static let expired = Code("document.expired")
        /// Not valid yet.
        public static let notYetValid = Code("document.notYetValid")
        /// Valid for longer than any score may be.
        public static let validTooLong = Code("document.validTooLong")
        /// By somebody else, for somebody else, or for another purpose.
        public static let issuer = Code("document.issuer")
        public static let audience = Code("document.audience")
        public static let purpose = Code("document.purpose")
        /// Of a model that the reader does not accept.
        public static let model = Code("document.model")
        /// There is no list of what became of published scores, or it is too old.
        public static let statusMissing = Code("document.statusMissing")
        public static let statusStale = Code("document.statusStale")
        /// Another score has taken its place, or it was taken back.
        public static let restated = Code("document.restated")
        public static let withdrawn = Code("document.withdrawn")
        /// The key is no key.
        public static let badKey = Code("document.badKey")

        public var description: String { rawValue }
    }

    public let code: Code
    /// What was found, what was expected, what to do.
    public let english: String
    public let chinese: String

    init(_ code: Code, _ english: String, _ chinese: String) {
        self.code = code
        self.english = english
        self.chinese = chinese
    }

    /// `{"code","message":{"en","zh"},"valid":false}`.
    public var json: JSONValue {
        [
            "code": .string(code.rawValue), "message": ["en": .string(english), "zh": .string(chinese)],
            "valid": false,
        ]
    }

    public static func == (lhs: DocumentError, rhs: DocumentError) -> Bool { lhs.code == rhs.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
    public var description: String { "\(code): \(english)" }
}
