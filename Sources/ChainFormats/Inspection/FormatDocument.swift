public import SupervisionModel

/// One block as a file or feed carries it: raw bytes, or a JSON document that describes it.
public struct FormatDocument: Sendable {
    /// The two forms.
    public enum Content: Sendable {
        /// The serialised block.
        case raw([UInt8])
        /// A parsed document.
        case json(JSONValue)
    }

    public let content: Content
    /// The bytes of the document itself: the same as the content for raw ones, the text for JSON.
    public let body: [UInt8]
    /// The id stated beside raw bytes, in the text of its chain; nil when nothing was stated.
    public let statedID: String?

    /// The greatest document that is read: 256 MiB.
    public static let greatestByteCount = 268_435_456

    /// Raw bytes, as they are.
    public init(raw bytes: [UInt8], statedID: String? = nil) {
        self.content = .raw(bytes)
        self.body = bytes
        self.statedID = statedID
    }

    /// A JSON text. An object with a member `raw` of hex digits is the raw block with what stands beside it (`id`);
    /// members that are null count as absent, as JSON-RPC servers mean them.
    ///
    /// - Throws: `JSONError` where the text is no JSON of whole numbers.
    public init(json text: [UInt8]) throws(JSONError) {
        let value = try JSONParser.parse(text, maximumBytes: Self.greatestByteCount, nulls: .absent)
        self.body = text
        if let raw = value["raw"]?.string.flatMap({ Hex.decode($0) }) {
            self.content = .raw(raw)
            self.statedID = value["id"]?.string
        } else {
            self.content = .json(value)
            self.statedID = nil
        }
    }
}
