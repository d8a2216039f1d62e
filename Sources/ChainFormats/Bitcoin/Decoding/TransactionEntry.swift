/// Where one transaction lies in the bytes of its block, and which rows of the input and output tables are its own.
public struct TransactionEntry: Hashable, Sendable, BitwiseCopyable {
    /// Offset of the first byte (version).
    public let offset: UInt32
    /// Offset after the last byte (lock time).
    public let end: UInt32
    /// Offset of the input count: `offset` + 4, or + 6 when marker and flag are there.
    public let bodyOffset: UInt32
    /// Offset after the last output; the witnesses, if any, begin here.
    public let bodyEnd: UInt32
    /// First row in the input table.
    public let firstInput: UInt32
    public let inputCount: UInt32
    /// First row in the output table.
    public let firstOutput: UInt32
    public let outputCount: UInt32
    /// The flag byte after the marker (BIP 144); 0 for the legacy form. Bit 0: witnesses follow the outputs.
    /// Bit 3 (Litecoin): the transaction integrates the extension block.
    public let flags: UInt8

    /// Whether the bytes carry witnesses.
    public var hasWitness: Bool { flags & 1 != 0 }
    /// Whether this is Litecoin's integrating transaction (HogEx).
    public var integratesExtension: Bool { flags & 8 != 0 }
    /// Bytes from the first to the last.
    public var byteRange: Range<Int> { Int(offset)..<Int(end) }
    /// Rows of the input table.
    public var inputs: Range<Int> { Int(firstInput)..<Int(firstInput) + Int(inputCount) }
    /// Rows of the output table.
    public var outputs: Range<Int> { Int(firstOutput)..<Int(firstOutput) + Int(outputCount) }
    /// Bytes of the legacy form, which the transaction id and the base size are computed over.
    public var strippedSize: Int { 8 + Int(bodyEnd) - Int(bodyOffset) }
}
