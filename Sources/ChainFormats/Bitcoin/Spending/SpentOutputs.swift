import SupervisionModel

/// The outputs that the inputs of one block spend, in input order, the coinbase left out.
///
/// It is handed in beside the block, and is the block's undo record: with it the index of unspent outputs goes one
/// block back.
///
/// Bytes: format version 1 | CompactSize count | entries. An entry is a tag byte, and for tags above 0:
/// amount 8 bytes little-endian | creating height CompactSize | owner.
///
/// | tag | owner |
/// |---|---|
/// | 0 | (no amount, no height) unknown: created before the observer began |
/// | 1 | public-key hash, 20 bytes |
/// | 2 | script hash, 20 bytes |
/// | 3 | witness version 1 byte (0…16), length 1 byte (2…32), program |
/// | 4 | script without an address: CompactSize length (0…10,000), bytes |
/// | 5 | longer script without an address, not kept |
///
/// The network of addresses is the chain's and is not written. One value has one encoding.
public struct SpentOutputs: Hashable, Sendable {
    /// What is known of one spent output.
    public enum Entry: Hashable, Sendable {
        case unknown
        case known(SpentOutput)
    }

    public var entries: [Entry]

    public init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    /// As many unknown entries as the block has inputs beside the coinbase's.
    public init(unknownFor block: DecodedBlock) {
        self.entries = Array(repeating: .unknown, count: block.spendingInputCount)
    }

    private static let formatVersion: UInt8 = 1

    /// The bytes described above.
    public func encode() -> [UInt8] {
        var bytes: [UInt8] = [Self.formatVersion]
        bytes.reserveCapacity(10 + 34 * entries.count)
        CompactSize.append(UInt64(entries.count), to: &bytes)
        for entry in entries {
            switch entry {
            case .unknown: bytes.append(0)
            case .known(let output): Self.append(output, to: &bytes)
            }
        }
        return bytes
    }

    private static func append(_ output: SpentOutput, to bytes: inout [UInt8]) {
        func head(_ tag: UInt8) {
            bytes.append(tag)
            bytes.appendLittleEndian(output.amount)
            CompactSize.append(output.height, to: &bytes)
        }
        switch output.owner {
        case .address(let address):
            switch address.kind {
            case .publicKeyHash: head(1)
            case .scriptHash: head(2)
            case .witness:
                head(3)
                bytes.append(address.version)
                bytes.append(address.length)
            }
            bytes.append(contentsOf: address.payload.bytes.prefix(Int(address.length)))
        case .script(let script) where script.count <= OutputOwner.greatestKeptScript:
            head(4)
            CompactSize.append(UInt64(script.count), to: &bytes)
            bytes.append(contentsOf: script)
        case .script, .opaque:
            head(5)
        }
    }

    /// Reads what `encode` wrote for a chain of that network.
    ///
    /// - Throws: where the bytes deviate; every length is checked against what is there.
    public init(_ bytes: [UInt8], network: BitcoinNetwork) throws(DecodeError) {
        let span = bytes.span.bytes
        var reader = ByteReader(span)
        let version = try reader.readUInt8()
        guard version == Self.formatVersion else {
            throw DecodeError(.unknownTag, at: 0, found: UInt64(version), expected: UInt64(Self.formatVersion))
        }
        let count = try reader.readCount(minimumSize: 1)
        var entries: [Entry] = []
        for _ in 0..<count { entries.append(try Self.readEntry(&reader, span, network: network)) }
        guard reader.remaining == 0 else {
            throw DecodeError(.trailingBytes, at: reader.offset, found: UInt64(reader.remaining))
        }
        self.entries = entries
    }

    private static func readEntry(
        _ reader: inout ByteReader, _ span: RawSpan, network: BitcoinNetwork
    ) throws(DecodeError) -> Entry {
        let start = reader.offset
        let tag = try reader.readUInt8()
        if tag == 0 { return .unknown }
        guard tag <= 5 else { throw DecodeError(.unknownTag, at: start, found: UInt64(tag), expected: 5) }
        let amount = Int64(bitPattern: try reader.readUInt64())
        guard amount >= 0 else {
            throw DecodeError(
                .outOfRange, at: start + 1, found: UInt64(bitPattern: amount), expected: UInt64(Int64.max))
        }
        let height = try reader.readCompactSize()
        let owner: OutputOwner
        switch tag {
        case 1: owner = .address(try readAddress(&reader, span, .publicKeyHash, 0, 20, network: network))
        case 2: owner = .address(try readAddress(&reader, span, .scriptHash, 0, 20, network: network))
        case 3:
            let version = try reader.readUInt8()
            guard version <= 16 else {
                throw DecodeError(.outOfRange, at: reader.offset - 1, found: UInt64(version), expected: 16)
            }
            let length = Int(try reader.readUInt8())
            owner = .address(try readAddress(&reader, span, .witness, version, length, network: network))
        case 4:
            let offset = reader.offset
            let length = try reader.readLength()
            guard length <= OutputOwner.greatestKeptScript else {
                throw DecodeError(
                    .outOfRange, at: offset, found: UInt64(length), expected: UInt64(OutputOwner.greatestKeptScript))
            }
            let range = reader.offset..<reader.offset + length
            try reader.skip(length)
            owner = .script(span.extracting(range).withUnsafeBytes { Array($0) })
        default: owner = .opaque
        }
        return .known(SpentOutput(amount: amount, owner: owner, height: height))
    }

    private static func readAddress(
        _ reader: inout ByteReader, _ span: RawSpan, _ kind: Address.Kind, _ version: UInt8, _ length: Int,
        network: BitcoinNetwork
    ) throws(DecodeError) -> Address {
        let range = reader.offset..<reader.offset + length
        try reader.skip(length)
        let address = Address(network.spelling, kind, version: version, payload: span.extracting(range))
        guard let address else {
            throw DecodeError(.outOfRange, at: range.lowerBound - 1, found: UInt64(length), expected: 32)
        }
        return address
    }
}
