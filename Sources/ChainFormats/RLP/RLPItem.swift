/// One item of RLP bytes (Ethereum yellow paper, appendix B): a string of bytes or a list of items, with its place.
public struct RLPItem: Hashable, Sendable {
    /// All bytes that were decoded; items share them.
    private let source: [UInt8]
    /// Where the item stands, its length prefix included.
    private let place: Range<Int>
    /// Where its content stands.
    private let inner: Range<Int>
    /// The items of a list; nil for a string.
    public let items: [RLPItem]?

    /// Items may lie this deep in each other; blocks need seven.
    public static let greatestDepth = 16
    /// Items in one document, lists included: bounds memory, since an empty list takes one byte.
    public static let greatestItemCount = 1_048_576

    /// Decodes exactly one item.
    ///
    /// Only the shortest form of each length is taken, so that one value has one encoding: a byte below 0x80 stands for
    /// itself, lengths up to 55 go into the first byte, longer ones have no leading zeros.
    ///
    /// - Throws: the first thing wrong, with its offset.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        var budget = Self.greatestItemCount
        self = try Self.read(bytes, in: 0..<bytes.count, depth: 0, budget: &budget)
        guard place.upperBound == bytes.count else {
            throw DecodeError(.trailingBytes, at: place.upperBound, found: UInt64(bytes.count - place.upperBound))
        }
    }

    private init(source: [UInt8], place: Range<Int>, inner: Range<Int>, items: [RLPItem]?) {
        self.source = source
        self.place = place
        self.inner = inner
        self.items = items
    }

    private static func read(
        _ bytes: [UInt8], in range: Range<Int>, depth: Int, budget: inout Int
    ) throws(DecodeError) -> RLPItem {
        let start = range.lowerBound
        budget -= 1
        guard budget >= 0 else {
            throw DecodeError(
                .countTooLarge, at: start, found: UInt64(greatestItemCount) + 1, expected: UInt64(greatestItemCount))
        }
        guard start < range.upperBound else { throw DecodeError(.truncated, at: start, expected: 1) }
        let first = bytes[start]
        if first < 0x80 {
            return RLPItem(source: bytes, place: start..<start + 1, inner: start..<start + 1, items: nil)
        }
        let inner = try content(bytes, in: range, first: first)
        guard first >= 0xc0 else {
            if inner.count == 1, bytes[inner.lowerBound] < 0x80 {
                throw DecodeError(.notCanonical, at: start, found: UInt64(first))
            }
            return RLPItem(source: bytes, place: start..<inner.upperBound, inner: inner, items: nil)
        }
        guard depth < greatestDepth else {
            throw DecodeError(.tooDeep, at: start, found: UInt64(depth) + 1, expected: UInt64(greatestDepth))
        }
        var items: [RLPItem] = []
        var next = inner.lowerBound
        while next < inner.upperBound {
            let item = try read(bytes, in: next..<inner.upperBound, depth: depth + 1, budget: &budget)
            next = item.place.upperBound
            items.append(item)
        }
        return RLPItem(source: bytes, place: start..<inner.upperBound, inner: inner, items: items)
    }

    /// Where the content of an item with a length prefix stands.
    private static func content(
        _ bytes: [UInt8], in range: Range<Int>, first: UInt8
    ) throws(DecodeError) -> Range<Int> {
        let start = range.lowerBound
        let short = Int(first & 0x3f)
        guard short > 55 else {
            guard short <= range.upperBound - start - 1 else {
                throw DecodeError(
                    .truncated, at: start, found: UInt64(range.upperBound - start - 1), expected: UInt64(short))
            }
            return start + 1..<start + 1 + short
        }
        let count = short - 55
        guard count <= range.upperBound - start - 1 else {
            throw DecodeError(
                .truncated, at: start, found: UInt64(range.upperBound - start - 1), expected: UInt64(count))
        }
        let prefix = bytes[start + 1..<start + 1 + count]
        let length = prefix.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard prefix.first != 0, length > 55 else { throw DecodeError(.notCanonical, at: start, found: UInt64(first)) }
        let left = UInt64(range.upperBound - start - 1 - count)
        guard length <= left else { throw DecodeError(.truncated, at: start, found: left, expected: length) }
        let inner = start + 1 + count
        return inner..<inner + Int(truncatingIfNeeded: length)
    }
}

extension RLPItem {
    /// Offset of the item in the decoded bytes.
    public var offset: Int { place.lowerBound }
    /// The bytes of the item as they stand, its length prefix included.
    public var encoded: [UInt8] { Array(source[place]) }

    /// The content of a string.
    public func bytes() throws(DecodeError) -> [UInt8] {
        guard items == nil else { throw DecodeError(.wrongKind, at: offset, found: 1, expected: 0) }
        return Array(source[inner])
    }

    /// The content of a string of a fixed length.
    public func bytes(count: Int) throws(DecodeError) -> [UInt8] {
        let content = try bytes()
        guard content.count == count else {
            throw DecodeError(.wrongLength, at: offset, found: UInt64(content.count), expected: UInt64(count))
        }
        return content
    }

    /// The items of a list.
    public func list() throws(DecodeError) -> [RLPItem] {
        guard let items else { throw DecodeError(.wrongKind, at: offset, found: 0, expected: 1) }
        return items
    }

    /// The items of a list of a fixed length.
    public func list(count: Int) throws(DecodeError) -> [RLPItem] {
        let items = try list()
        guard items.count == count else {
            throw DecodeError(.wrongLength, at: offset, found: UInt64(items.count), expected: UInt64(count))
        }
        return items
    }

    /// The bytes of a number from 0 up: big-endian, no leading zeros, at most `limit` bytes.
    public func scalar(limit: Int = 32) throws(DecodeError) -> [UInt8] {
        let content = try bytes()
        guard content.first != 0 else { throw DecodeError(.notCanonical, at: offset, found: 0) }
        guard content.count <= limit else {
            throw DecodeError(.wrongLength, at: offset, found: UInt64(content.count), expected: UInt64(limit))
        }
        return content
    }

    /// A number of at most 64 bits.
    public func number() throws(DecodeError) -> UInt64 {
        try scalar(limit: 8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
