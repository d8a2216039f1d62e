/// Why a file gives no (further) block.
public struct BlockFileError: Error, Hashable, Sendable {
    /// Stable name of the kind of fault.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        public let text: String
        public var description: String { text }

        /// The file cannot be opened or read; the environment, not the content.
        public static let unreadable = Code(text: "blockfile.unreadable")
        /// No block in the file.
        public static let empty = Code(text: "blockfile.empty")
        /// The file ends inside a frame.
        public static let truncated = Code(text: "blockfile.truncated")
        /// A frame begins with other bytes than the network's magic.
        public static let badMagic = Code(text: "blockfile.badMagic")
        /// A block, frame or line exceeds the network's limit.
        public static let tooLarge = Code(text: "blockfile.tooLarge")
        /// A line is not an even number of hex digits.
        public static let badHex = Code(text: "blockfile.badHex")
        /// A line of JSON has neither `raw` nor `topic` and `frames`, or is no JSON object.
        public static let badLine = Code(text: "blockfile.badLine")
        /// The bzip2 stream is damaged.
        public static let badCompression = Code(text: "blockfile.badCompression")
        /// The decompressed content exceeds the bound.
        public static let expandsTooFar = Code(text: "blockfile.expandsTooFar")
    }

    public let code: Code
    public let path: String
    /// Byte offset in the (decompressed) content.
    public let offset: UInt64
    /// Line from 1 in text files; nil in binary ones.
    public let line: Int?
    /// English: what was found and what was expected.
    public let detail: String

    public init(_ code: Code, path: String, offset: UInt64, line: Int? = nil, detail: String) {
        self.code = code
        self.path = path
        self.offset = offset
        self.line = line
        self.detail = detail
    }

    /// Whether the environment failed rather than the content.
    public var isEnvironmental: Bool { code == .unreadable }
}

extension BlockFileError: CustomStringConvertible {
    public var description: String {
        let place = line.map { "line \($0), byte \(offset)" } ?? "byte \(offset)"
        return "\(path): \(place): \(detail) [\(code)]"
    }
}
