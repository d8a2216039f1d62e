/// Where one transaction output lies in the bytes of its block, and its amount.
public struct OutputEntry: Hashable, Sendable, BitwiseCopyable {
    /// Smallest units (satoshi, litoshi) exactly as written: negative or too large values are kept for the check.
    public let value: Int64
    public let scriptOffset: UInt32
    public let scriptLength: UInt32

    /// Bytes of scriptPubKey.
    public var scriptRange: Range<Int> { Int(scriptOffset)..<Int(scriptOffset) + Int(scriptLength) }
}
