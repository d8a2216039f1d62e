/// A tree head (C2SP tlog-checkpoint): which log, how large, what root. It carries no time.
public struct Checkpoint: Sendable, Hashable {
    /// The identity of the log: not empty, no line break. Never derive trust from it.
    public let origin: String
    /// The number of leaves.
    public let size: UInt64
    public let root: Hash
    /// Lines after the root, none empty. Signatures of logs and cosignatures cover them; what they mean is a matter of
    /// the log.
    public let extensions: [String]

    /// - Parameters:
    ///   - extensions: lines after the root, not empty, without control characters.
    ///   - algorithm: the hash function of the tree.
    /// - Throws: `.originMismatch` for an empty origin or one with control characters, `.indexOutOfRange` for a size
    ///   beyond 2^63 − 1, `.rootMismatch` for size 0 with another root than that of the empty tree, `.malformedLine`
    ///   for an extension line that cannot be written.
    public init(
        origin: String, size: UInt64, root: Hash, extensions: [String] = [], algorithm: HashAlgorithm = .sha256
    ) throws(LogError) {
        guard !origin.isEmpty, origin.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw LogError(.originMismatch, "an origin is a line of text that is not empty")
        }
        guard size <= TreeLimits.maximumSize else {
            throw LogError(.indexOutOfRange, "size \(size) is beyond 2^63 - 1")
        }
        guard size > 0 || root == algorithm.emptyRoot else {
            throw LogError(.rootMismatch, "size 0 with a root that is not the hash of the empty string")
        }
        guard extensions.allSatisfy({ line in !line.isEmpty && line.utf8.allSatisfy { $0 >= 0x20 } }) else {
            throw LogError(.malformedLine, "an extension line is empty or contains a control character")
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Parses a note text.
    ///
    /// - Parameter allowsExtensions: whether lines after the root are accepted.
    /// - Throws: `.missingNewline`, `.truncated`, `.originMismatch`, `.malformedNumber`, `.malformedHash`,
    ///   `.malformedLine`, `.unexpectedExtension`.
    public init(parsing text: [UInt8], allowsExtensions: Bool = false) throws(LogError) {
        guard text.count <= SignedNote.maximumByteCount else {
            throw LogError(.tooLarge, "a checkpoint of \(text.count) bytes")
        }
        var scanner = LineScanner(text)
        let originLine = try scanner.expect("the origin")
        guard !originLine.isEmpty, let origin = String(validating: originLine, as: UTF8.self) else {
            throw LogError(.originMismatch, line: 1, "the origin is empty or not UTF-8")
        }
        let sizeLine = try scanner.expect("the size")
        guard let size = DecimalNumber.parse(sizeLine) else {
            throw LogError(
                .malformedNumber, line: 2,
                "the size \(Self.quote(sizeLine)) is not a decimal number below 2^63 without leading zero")
        }
        let rootLine = try scanner.expect("the root")
        guard let rootBytes = Base64.decode(rootLine) else {
            throw LogError(.malformedBase64, line: 3, "the root is not base 64")
        }
        guard let root = Hash(bytes: rootBytes) else {
            throw LogError(.malformedHash, line: 3, "the root has \(rootBytes.count) bytes, expected 32")
        }
        var extensions: [String] = []
        while let line = try scanner.next() {
            guard !line.isEmpty, let text = String(validating: line, as: UTF8.self) else {
                throw LogError(.malformedLine, line: scanner.line, "an extension line is empty or not UTF-8")
            }
            guard allowsExtensions else {
                throw LogError(.unexpectedExtension, line: scanner.line, "extension lines are not accepted here")
            }
            extensions.append(text)
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// The note text: what is signed.
    public var text: [UInt8] {
        var output = Array(origin.utf8)
        output.append(0x0A)
        output.append(contentsOf: String(size).utf8)
        output.append(0x0A)
        root.withUnsafeBytes { Base64.append($0, to: &output) }
        output.append(0x0A)
        for line in extensions {
            output.append(contentsOf: line.utf8)
            output.append(0x0A)
        }
        return output
    }

    public static func == (lhs: Checkpoint, rhs: Checkpoint) -> Bool {
        lhs.text == rhs.text
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }

    private static func quote(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.prefix(40), as: UTF8.self).debugDescription
    }
}
