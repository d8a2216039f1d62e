/// Writes the compact binary form in which the core keeps its state. Deterministic: one value has one encoding.
///
/// Unsigned numbers are LEB128, signed ones zig-zag LEB128, byte strings a length and the bytes. Fixed-width numbers,
/// where byte order must be number order (keys), are big-endian.
public struct ByteWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public init(reserving capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    public mutating func write(byte: UInt8) {
        bytes.append(byte)
    }

    public mutating func write(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    public mutating func write(_ value: Int64) {
        write(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    public mutating func write(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    public mutating func write(_ value: Int128) {
        write(UInt64(truncatingIfNeeded: value))
        write(Int64(truncatingIfNeeded: value >> 64))
    }

    public mutating func write(_ value: some Collection<UInt8>) {
        write(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    public mutating func write(_ value: String) {
        write(UInt64(value.utf8.count))
        writeRaw(value.utf8)
    }

    public mutating func write(_ value: Digest32) {
        let words = value.bigEndianWords
        writeOrdered(words.0)
        writeOrdered(words.1)
        writeOrdered(words.2)
        writeOrdered(words.3)
    }

    /// The canonical bytes of a reference, with their length.
    public mutating func write(_ value: EntityRef) {
        switch value {
        case .address: write(value.canonicalBytes)
        case .identifier(let scheme, let text):
            write(UInt64(text.utf8.count + 1))
            write(byte: scheme.rawValue)
            writeRaw(text.utf8)
        }
    }

    /// Eight bytes, big-endian, with the sign bit flipped: keys sort as the numbers do.
    public mutating func writeOrdered(_ value: Int64) {
        writeOrdered(UInt64(bitPattern: value) ^ (1 << 63))
    }

    /// Eight bytes, big-endian.
    public mutating func writeOrdered(_ value: UInt64) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// The bytes as they are, without a length.
    public mutating func writeRaw(_ value: String.UTF8View) {
        let isWritten: Void? = value.withContiguousStorageIfAvailable { bytes.append(contentsOf: $0) }
        if isWritten == nil { bytes.append(contentsOf: value) }
    }

    /// The bytes as they are, without a length.
    public mutating func writeRaw(_ value: some Sequence<UInt8>) {
        bytes.append(contentsOf: value)
    }
}
