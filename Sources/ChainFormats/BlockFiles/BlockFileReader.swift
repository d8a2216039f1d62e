import ChainCrypto

/// Takes the blocks out of a file one by one, in any of the forms of `BlockFileForm`, also compressed with bzip2.
///
/// Holds one block and one piece of the file at a time. Blocks are bytes only: decode them with `DecodedBlock`.
public struct BlockFileReader {
    /// One block as it stands in the file.
    public struct Block: Hashable, Sendable {
        public let bytes: [UInt8]
        /// Offset of the block, its frame or its line in the (decompressed) content.
        public let offset: UInt64
        /// Line from 1 in text files.
        public let line: Int?
    }

    /// Bytes that may come out of a compressed file when the caller says nothing else: 16 GiB.
    public static let defaultMaximumExpandedBytes: UInt64 = 17_179_869_184

    public let path: String
    public let form: BlockFileForm
    private let network: BitcoinNetwork
    private var buffer: StreamBuffer
    private var line = 0
    private var count = 0
    /// Set by an error after which the place of the next block is unknown.
    private var isLost = false

    /// Opens a file and finds out its form.
    ///
    /// - Parameters:
    ///   - network: gives the magic of frames and the greatest size of a block.
    ///   - maximumExpandedBytes: bound on what comes out of a compressed file.
    /// - Throws: `unreadable` when the file cannot be opened, `badCompression` for a damaged start.
    public init(
        path: String, network: BitcoinNetwork,
        maximumExpandedBytes: UInt64 = BlockFileReader.defaultMaximumExpandedBytes
    ) throws(BlockFileError) {
        let file = try FileSource(path: path)
        var first: [UInt8] = []
        while first.count < 4, try file.read(into: &first) {}
        let source: any ByteSource =
            first.starts(with: Array("BZh".utf8))
            ? Bzip2Source(file, first: first, path: path, maximumBytes: maximumExpandedBytes)
            : PrefixedSource(first: first, rest: file)
        self.buffer = StreamBuffer(source)
        self.form = BlockFileForm(first: try buffer.peek(64), network: network)
        self.path = path
        self.network = network
    }

    /// The next block, or nil after the last.
    ///
    /// - Throws: what is wrong and where. After an error in a line the next call goes on with the next line; after any
    ///   other error the file is at its end.
    public mutating func next() throws(BlockFileError) -> Block? {
        guard !isLost else { return nil }
        isLost = true
        let block: Block?
        switch form {
        case .raw: block = try nextRaw()
        case .framed: block = try nextFrame()
        case .hexLines, .jsonLines: block = try nextLine()
        }
        isLost = false
        if block == nil, count == 0 {
            isLost = true
            throw BlockFileError(.empty, path: path, offset: 0, detail: "no block in the file, expected at least one")
        }
        count += block == nil ? 0 : 1
        return block
    }

    private mutating func nextRaw() throws(BlockFileError) -> Block? {
        let offset = buffer.offset
        let bytes = try buffer.take(network.maximumBlockBytes)
        if bytes.isEmpty { return nil }
        guard try buffer.peek(1).isEmpty else {
            throw error(.tooLarge, offset, "more than \(network.maximumBlockBytes) bytes, expected one block")
        }
        return Block(bytes: bytes, offset: offset, line: nil)
    }

    private mutating func nextFrame() throws(BlockFileError) -> Block? {
        try buffer.skipZeros()
        let offset = buffer.offset
        let head = try buffer.take(8)
        if head.isEmpty { return nil }
        guard head.count == 8 else {
            throw error(.truncated, offset, "\(head.count) bytes left, expected magic and length (8)")
        }
        guard network.magics.contains(where: { head.prefix(4).elementsEqual($0) }) else {
            let expected = network.magics.map { HexDigits.encode($0) }.joined(separator: " or ")
            throw error(
                .badMagic, offset,
                "magic \(HexDigits.encode(head.prefix(4))), expected \(expected) of \(network.family) \(network.name)")
        }
        let length = head[4...].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= network.maximumBlockBytes else {
            throw error(.tooLarge, offset, "frame of \(length) bytes, expected at most \(network.maximumBlockBytes)")
        }
        let bytes = try buffer.take(length)
        guard bytes.count == length else {
            throw error(.truncated, offset, "frame of \(length) bytes, only \(bytes.count) are there")
        }
        return Block(bytes: bytes, offset: offset, line: nil)
    }

    private mutating func nextLine() throws(BlockFileError) -> Block? {
        // Two digits a byte, and room for the members around them.
        let limit = 2 * network.maximumBlockBytes + 65_536
        while true {
            let offset = buffer.offset
            guard let text = try buffer.takeLine(limit: limit) else { return nil }
            line += 1
            // Whatever is wrong with this line, the next one begins where it should.
            isLost = text.count > limit
            guard text.count <= limit else {
                throw error(.tooLarge, offset, "line of more than \(limit) bytes")
            }
            if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            guard let digits = form == .hexLines ? text[...] : try blockDigits(in: text, offset) else { continue }
            guard let bytes = digits.withUnsafeBufferPointer({ HexDigits.decode(utf8: $0) }) else {
                throw error(.badHex, offset, "\(digits.count) characters, expected an even number of hex digits")
            }
            guard bytes.count <= network.maximumBlockBytes else {
                throw error(
                    .tooLarge, offset, "block of \(bytes.count) bytes, expected at most \(network.maximumBlockBytes)")
            }
            return Block(bytes: bytes, offset: offset, line: line)
        }
    }

    /// The hex digits of the block in a line of JSON; nil when the line is a publication of another topic.
    private func blockDigits(in text: [UInt8], _ offset: UInt64) throws(BlockFileError) -> ArraySlice<UInt8>? {
        guard let members = JSONLine.members(of: text) else {
            throw error(.badLine, offset, "no JSON object, expected one a line")
        }
        if let raw = members["raw"] {
            guard let digits = JSONLine.string(text[raw]) else {
                throw error(.badLine, offset, "raw is no plain string, expected hex digits")
            }
            return digits
        }
        guard let topic = members["topic"].flatMap({ JSONLine.string(text[$0]) }), let frames = members["frames"] else {
            throw error(.badLine, offset, "neither raw nor topic and frames in the object")
        }
        guard topic.elementsEqual("rawblock".utf8) || topic.elementsEqual("rawblock2".utf8) else { return nil }
        guard let parts = JSONLine.strings(text[frames]), parts.count >= 2 else {
            throw error(.badLine, offset, "frames is no list of at least two strings")
        }
        return parts[1]
    }

    private func error(_ code: BlockFileError.Code, _ offset: UInt64, _ detail: String) -> BlockFileError {
        let isText = form == .hexLines || form == .jsonLines
        return BlockFileError(code, path: path, offset: offset, line: isText ? line : nil, detail: detail)
    }
}
