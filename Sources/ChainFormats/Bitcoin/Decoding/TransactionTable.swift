/// The offset tables of a run of transactions: three flat arrays, no copies of the bytes.
public struct TransactionTable: Sendable {
    public private(set) var transactions: [TransactionEntry] = []
    /// Inputs of all transactions in order.
    public private(set) var inputs: [InputEntry] = []
    /// Outputs of all transactions in order.
    public private(set) var outputs: [OutputEntry] = []
    /// Row of the last input that names no outpoint (32 zero bytes and index 0xffffffff), as a coinbase's does; nil:
    /// there is none. Found in passing, so that no check needs to read every outpoint again.
    public private(set) var lastNullInput: Int?

    /// An input is at least outpoint 36, empty script 1, sequence 4.
    private static let leastInput = 41
    /// An output is at least value 8, empty script 1.
    private static let leastOutput = 9
    /// A transaction is at least version 4, counts 1 + 1, one input, lock time 4.
    static let leastTransaction = 51

    init() {}

    /// Makes room for `count` transactions that fit into `byteCount` bytes. The count was checked against the bytes
    /// that are there, so the memory is a bounded multiple of what has been received.
    mutating func reserve(transactions count: Int, byteCount: Int) {
        transactions.reserveCapacity(count)
        inputs.reserveCapacity(min(byteCount / 128, 1 << 20))
        outputs.reserveCapacity(min(byteCount / 128, 1 << 20))
    }

    /// Reads one transaction and appends its rows.
    ///
    /// After the version a zero byte can only be the marker of BIP 144 (or of Litecoin's extension): a transaction
    /// with no inputs cannot occur in a block. Networks with no flags refuse it.
    ///
    /// - Parameters:
    ///   - reader: positioned at the version; moved behind the lock time.
    ///   - allowedFlags: flag bits that the network defines.
    mutating func append(_ reader: inout ByteReader, allowedFlags: UInt8) throws(DecodeError) {
        let start = reader.offset
        try reader.skip(4)
        var flags: UInt8 = 0
        var bodyOffset = reader.offset
        var inputCount = try reader.readCount(minimumSize: Self.leastInput)
        if inputCount == 0 {
            guard allowedFlags != 0 else { throw DecodeError(.noInputs, at: bodyOffset, expected: 1) }
            flags = try reader.readUInt8()
            guard flags != 0, flags & ~allowedFlags == 0 else {
                throw DecodeError(
                    .unknownFlags, at: bodyOffset + 1, found: UInt64(flags), expected: UInt64(allowedFlags))
            }
            bodyOffset = reader.offset
            inputCount = try reader.readCount(minimumSize: Self.leastInput)
            guard inputCount > 0 else { throw DecodeError(.noInputs, at: bodyOffset, expected: 1) }
        }
        let firstInput = inputs.count
        for _ in 0..<inputCount { try appendInput(&reader) }
        let firstOutput = outputs.count
        let outputCount = try reader.readCount(minimumSize: Self.leastOutput)
        for _ in 0..<outputCount { try appendOutput(&reader) }
        let bodyEnd = reader.offset
        if flags & 1 != 0 { try readWitnesses(&reader, firstInput: firstInput) }
        if flags & 8 != 0 {
            let presence = try reader.readUInt8()
            guard presence == 0 else {
                throw DecodeError(.extensionDataInTransaction, at: reader.offset - 1, found: UInt64(presence))
            }
        }
        try reader.skip(4)
        transactions.append(
            TransactionEntry(
                offset: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: reader.offset),
                bodyOffset: UInt32(truncatingIfNeeded: bodyOffset), bodyEnd: UInt32(truncatingIfNeeded: bodyEnd),
                firstInput: UInt32(truncatingIfNeeded: firstInput),
                inputCount: UInt32(truncatingIfNeeded: inputCount),
                firstOutput: UInt32(truncatingIfNeeded: firstOutput),
                outputCount: UInt32(truncatingIfNeeded: outputCount), flags: flags))
    }

    @inline(__always)
    private mutating func appendInput(_ reader: inout ByteReader) throws(DecodeError) {
        let offset = reader.offset
        try reader.skip(32)
        if try reader.readUInt32() == 0xffff_ffff, reader.isZero(from: offset, count: 32) {
            lastNullInput = inputs.count
        }
        let length = try reader.readLength()
        let scriptOffset = reader.offset
        try reader.skip(length)
        try reader.skip(4)
        inputs.append(
            InputEntry(
                offset: UInt32(truncatingIfNeeded: offset), scriptOffset: UInt32(truncatingIfNeeded: scriptOffset),
                scriptLength: UInt32(truncatingIfNeeded: length), witnessOffset: 0))
    }

    @inline(__always)
    private mutating func appendOutput(_ reader: inout ByteReader) throws(DecodeError) {
        let value = Int64(bitPattern: try reader.readUInt64())
        let length = try reader.readLength()
        let scriptOffset = reader.offset
        try reader.skip(length)
        outputs.append(
            OutputEntry(
                value: value, scriptOffset: UInt32(truncatingIfNeeded: scriptOffset),
                scriptLength: UInt32(truncatingIfNeeded: length)))
    }

    private mutating func readWitnesses(_ reader: inout ByteReader, firstInput: Int) throws(DecodeError) {
        let start = reader.offset
        var found = false
        for input in firstInput..<inputs.count {
            inputs[input].witnessOffset = UInt32(truncatingIfNeeded: reader.offset)
            let items = try reader.readCount(minimumSize: 1)
            found = found || items > 0
            for _ in 0..<items { try reader.skip(try reader.readLength()) }
        }
        guard found else { throw DecodeError(.superfluousWitness, at: start) }
    }
}
