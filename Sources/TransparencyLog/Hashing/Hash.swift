/// The 32 bytes of a SHA-256 or SM3 digest, as a value: no heap, cheap to compare and to use as a key.
///
/// Order is the order of the bytes, first byte most significant.
public struct Hash: Sendable, Hashable {
    // The bytes in memory order, eight to a word, whatever the byte order of the machine.
    private var word0: UInt64
    private var word1: UInt64
    private var word2: UInt64
    private var word3: UInt64

    /// The number of bytes: 32.
    public static let byteCount = 32

    /// 32 zero bytes.
    public init() {
        word0 = 0
        word1 = 0
        word2 = 0
        word3 = 0
    }

    /// The digest made of exactly 32 bytes; nil for any other number.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init()
        withUnsafeMutableBytes { target in
            var offset = 0
            for byte in bytes {
                target[offset] = byte
                offset += 1
            }
        }
    }

    /// - Parameter unchecked: at least 32 bytes; the first 32 are taken.
    init(copying unchecked: UnsafeRawPointer) {
        self.init()
        withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(start: unchecked, count: Self.byteCount)) }
    }

    /// The digest written as 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        guard let bytes = Hexadecimal.decode(hex.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    /// Calls `body` with the 32 bytes. The pointer is valid inside the call only.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: self, body)
    }

    mutating func withUnsafeMutableBytes<Result, Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeMutableBytes(of: &self, body)
    }

    /// The 32 bytes in a new array.
    public var bytes: [UInt8] {
        withUnsafeBytes { Array($0) }
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        withUnsafeBytes { Hexadecimal.encode($0) }
    }

    /// Appends the 32 bytes to `output`.
    public func append(to output: inout [UInt8]) {
        withUnsafeBytes { output.append(contentsOf: $0) }
    }
}

extension Hash: Comparable {
    public static func < (lhs: Hash, rhs: Hash) -> Bool {
        if lhs.word0 != rhs.word0 { return lhs.word0.bigEndian < rhs.word0.bigEndian }
        if lhs.word1 != rhs.word1 { return lhs.word1.bigEndian < rhs.word1.bigEndian }
        if lhs.word2 != rhs.word2 { return lhs.word2.bigEndian < rhs.word2.bigEndian }
        return lhs.word3.bigEndian < rhs.word3.bigEndian
    }
}

extension Hash: CustomStringConvertible {
    public var description: String { hex }
}
