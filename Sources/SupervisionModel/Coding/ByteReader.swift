/// Reads what `ByteWriter` wrote. Damaged state is an error with an offset, never a crash.
public struct ByteReader: Sendable {
    private let bytes: [UInt8]
    public private(set) var offset = 0

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var isAtEnd: Bool { offset == bytes.count }

    public mutating func byte() throws(StateDecodingError) -> UInt8 {
        guard offset < bytes.count else { throw StateDecodingError(offset: offset, expected: "a byte") }
        defer { offset += 1 }
        return bytes[offset]
    }

    public mutating func unsigned() throws(StateDecodingError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 || next <= 1 else {
                throw StateDecodingError(offset: offset - 1, expected: "a number of at most 64 bits")
            }
            value |= UInt64(next & 0x7f) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    public mutating func signed() throws(StateDecodingError) -> Int64 {
        let raw = try unsigned()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    public mutating func bool() throws(StateDecodingError) -> Bool { try byte() != 0 }

    public mutating func wide() throws(StateDecodingError) -> Int128 {
        let low = try unsigned()
        let high = try signed()
        return Int128(high) << 64 | Int128(low)
    }

    /// A number of elements of at least one byte each: never more than there are bytes left.
    public mutating func count() throws(StateDecodingError) -> Int {
        let value = try unsigned()
        guard value <= UInt64(bytes.count - offset) else {
            throw StateDecodingError(offset: offset, expected: "a count that fits the remaining bytes")
        }
        return Int(value)
    }

    public mutating func array() throws(StateDecodingError) -> [UInt8] {
        let length = try count()
        defer { offset += length }
        return Array(bytes[offset..<offset + length])
    }

    public mutating func string() throws(StateDecodingError) -> String {
        let start = offset
        guard let text = String(validating: try array(), as: UTF8.self) else {
            throw StateDecodingError(offset: start, expected: "UTF-8 text")
        }
        return text
    }

    public mutating func digest() throws(StateDecodingError) -> Digest32 {
        guard bytes.count - offset >= 32,
            let digest = bytes.withUnsafeBytes({ Digest32($0, at: offset) })
        else { throw StateDecodingError(offset: offset, expected: "32 bytes") }
        offset += 32
        return digest
    }

    /// What `ByteWriter.writeOrdered(_: Int64)` wrote.
    public mutating func orderedSigned() throws(StateDecodingError) -> Int64 {
        Int64(bitPattern: try orderedUnsigned() ^ (1 << 63))
    }

    /// Eight bytes, big-endian.
    public mutating func orderedUnsigned() throws(StateDecodingError) -> UInt64 {
        var value: UInt64 = 0
        for _ in 0..<8 { value = value << 8 | UInt64(try byte()) }
        return value
    }

    public mutating func entity() throws(StateDecodingError) -> EntityRef {
        let start = offset
        guard let entity = EntityRef(canonicalBytes: try array()) else {
            throw StateDecodingError(offset: start, expected: "a reference to an entity")
        }
        return entity
    }

    public mutating func chain() throws(StateDecodingError) -> ChainID {
        let start = offset
        guard let chain = ChainID(try string()) else {
            throw StateDecodingError(offset: start, expected: "a chain name")
        }
        return chain
    }
}

/// Stored state does not read back: the store is damaged, or was written by another engine.
public struct StateDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
    public let offset: Int
    public let expected: String

    public init(offset: Int, expected: String) {
        self.offset = offset
        self.expected = expected
    }

    public var description: String { "state.damaged: byte \(offset): expected \(expected)" }
}
