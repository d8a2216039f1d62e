/// A 32-byte digest as four words, so that it is a cheap dictionary key and needs no allocation.
///
/// Byte order: everywhere above `ChainFormats`, identifiers of blocks and transactions are held in the order in which
/// their chain prints them, so that `hex` is always the text that people know. Bitcoin-format chains print the reverse
/// of what they hash ("display" against "internal" order): `ChainFormats` reverses once, with `reversed`.
/// Ordering is lexicographic over the bytes.
public struct Digest32: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Bytes 0..<8, 8..<16, 16..<24 and 24..<32, each read big-endian, so that word order is byte order.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    public static let zero = Digest32(words: (0, 0, 0, 0))

    private init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Reads exactly 32 bytes at `offset`; `nil` when the buffer is too short.
    public init?(_ buffer: UnsafeRawBufferPointer, at offset: Int = 0) {
        guard offset >= 0, buffer.count - offset >= 32 else { return nil }
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: offset + index * 8, as: UInt64.self))
        }
        self.init(words: (word(0), word(1), word(2), word(3)))
    }

    /// Exactly 32 bytes, otherwise `nil`.
    public init?(_ bytes: some Sequence<UInt8>) {
        let array = Array(bytes)
        guard array.count == 32 else { return nil }
        guard let digest = array.withUnsafeBytes({ Digest32($0) }) else { return nil }
        self = digest
    }

    /// 64 lowercase or uppercase hexadecimal digits in byte order, otherwise `nil`.
    public init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    public static func == (left: Digest32, right: Digest32) -> Bool {
        left.words.0 == right.words.0 && left.words.1 == right.words.1
            && left.words.2 == right.words.2 && left.words.3 == right.words.3
    }

    public static func < (left: Digest32, right: Digest32) -> Bool {
        left.words < right.words
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }

    /// The 32 bytes in order.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
            count = 32
        }
    }

    /// Bytes 0..<8, 8..<16, 16..<24 and 24..<32, each read big-endian.
    public var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) { words }

    /// Writes the 32 bytes to the start of `target`, which must hold at least 32.
    public func copyBytes(to target: UnsafeMutableRawBufferPointer) {
        target.storeBytes(of: words.0.bigEndian, toByteOffset: 0, as: UInt64.self)
        target.storeBytes(of: words.1.bigEndian, toByteOffset: 8, as: UInt64.self)
        target.storeBytes(of: words.2.bigEndian, toByteOffset: 16, as: UInt64.self)
        target.storeBytes(of: words.3.bigEndian, toByteOffset: 24, as: UInt64.self)
    }

    /// 64 lowercase digits in byte order.
    public var hex: String { Hex.encode(bytes) }

    /// The same bytes from last to first: Bitcoin's internal order from display order and back.
    public var reversed: Digest32 {
        Digest32(words: (words.3.byteSwapped, words.2.byteSwapped, words.1.byteSwapped, words.0.byteSwapped))
    }
}

extension Digest32: CustomStringConvertible {
    public var description: String { hex }
}
