/// Where one transaction input lies in the bytes of its block.
public struct InputEntry: Hashable, Sendable, BitwiseCopyable {
    /// Offset of the 36 bytes of the outpoint.
    public let offset: UInt32
    public let scriptOffset: UInt32
    public let scriptLength: UInt32
    /// Offset of the witness item count, or 0 when the transaction has no witnesses.
    public internal(set) var witnessOffset: UInt32

    /// Bytes of scriptSig.
    public var scriptRange: Range<Int> { Int(scriptOffset)..<Int(scriptOffset) + Int(scriptLength) }
}
