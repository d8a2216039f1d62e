/// A 32-byte hash in internal byte order: the order in which it is computed and serialised.
///
/// Held as four little-endian 64-bit words, so that it lives in registers and hashes fast as a dictionary key. Read as
/// a number (proof of work, Bitcoin's `uint256`) word 3 is the most significant.
public struct Hash256: Hashable, Sendable, BitwiseCopyable {
    /// Bytes 0…7, 8…15, 16…23 and 24…31, each as a little-endian integer.
    public var words: (UInt64, UInt64, UInt64, UInt64)

    /// Thirty-two zero bytes.
    public static let zero = Hash256(words: (0, 0, 0, 0))

    public init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// The 32 bytes at `offset`, or nil when there are fewer.
    public init?(_ bytes: RawSpan, at offset: Int = 0) {
        guard offset >= 0, bytes.byteCount >= 32, offset <= bytes.byteCount - 32 else { return nil }
        self.words = bytes.withUnsafeBytes { buffer in
            (
                UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
                UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)),
                UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)),
                UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
            )
        }
    }

    /// The 32 bytes of an array, or nil when it has another length.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(bytes.span.bytes)
    }

    /// The hash whose display form (byte-reversed hex, as in RPC answers and explorers) is `text`: exactly 64 hex
    /// digits of either case; nil otherwise.
    public init?(display text: some StringProtocol) {
        guard let bytes = HexDigits.decode(text), bytes.count == 32 else { return nil }
        self.init(Array(bytes.reversed()))
    }

    /// The 32 bytes in internal order.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(32)
        appendBytes(to: &result)
        return result
    }

    /// Appends the 32 bytes in internal order.
    public func appendBytes(to array: inout [UInt8]) {
        withUnsafeBytes { array.append(contentsOf: $0) }
    }

    /// Calls `body` with the 32 bytes in internal order; the buffer must not escape.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let ordered = (words.0.littleEndian, words.1.littleEndian, words.2.littleEndian, words.3.littleEndian)
        return Swift.withUnsafeBytes(of: ordered, body)
    }

    /// Lower-case hex of the byte-reversed hash, as block and transaction ids are displayed.
    public var display: String {
        HexDigits.encode(bytes.reversed())
    }

    public static func == (left: Hash256, right: Hash256) -> Bool {
        left.words == right.words
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension Hash256: CustomStringConvertible {
    public var description: String { display }
}
