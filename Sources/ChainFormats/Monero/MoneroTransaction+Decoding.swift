import ChainCrypto

extension MoneroTransaction {
    /// Greatest length that is decoded, in bytes: more than any block may have.
    public static let greatestByteCount = 16_777_216

    /// Decodes the bytes of exactly one transaction (Monero `cryptonote_basic.h`).
    ///
    /// - Throws: the first thing wrong, with its offset. Memory is bounded by a small multiple of `bytes.count`.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        guard bytes.count <= Self.greatestByteCount else {
            throw DecodeError(
                .tooLarge, at: 0, found: UInt64(bytes.count), expected: UInt64(Self.greatestByteCount))
        }
        let span = bytes.span.bytes
        var reader = ByteReader(span)
        self = try Self.read(&reader, span)
        guard reader.remaining == 0 else {
            throw DecodeError(.trailingBytes, at: reader.offset, found: UInt64(reader.remaining))
        }
    }

    /// Reads one transaction from where the reader stands.
    static func read(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> MoneroTransaction {
        let start = reader.offset
        let version = try reader.readVarint()
        guard version == 1 || version == 2 else {
            throw DecodeError(.outOfRange, at: start, found: version, expected: 2)
        }
        let unlockTime = try reader.readVarint()
        let inputs = try readInputs(&reader, span)
        let outputs = try readOutputs(&reader, span)
        let extra = try reader.readVarintBytes()
        let prefixEnd = reader.offset
        var ring = RingSignatures()
        if version == 1 {
            // One signature of 64 bytes for each member of a ring.
            for case .key(_, let offsets, _) in inputs { try reader.skip(64 * offsets.count) }
        } else {
            ring = try RingSignatures.read(&reader, inputs: inputs, outputs: outputs.count)
        }
        let end = reader.offset
        let identifier =
            version == 1
            ? Keccak256.hash(span.extracting(start..<end))
            : ring.identifier(span, prefix: start..<prefixEnd, end: end)
        return MoneroTransaction(
            version: version, unlockTime: unlockTime, inputs: inputs, outputs: outputs,
            extra: span.extracting(extra).withUnsafeBytes { Array($0) }, ringType: version == 1 ? nil : ring.type,
            fee: ring.fee, size: end - start, identifier: identifier)
    }

    private static func readInputs(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> [Input] {
        let count = try reader.readVarintCount(minimumSize: 2)
        var inputs: [Input] = []
        for _ in 0..<count {
            let start = reader.offset
            switch try reader.readUInt8() {
            case 0xff: inputs.append(.generation(height: try reader.readVarint()))
            case 0x02:
                let amount = try reader.readVarint()
                let members = try reader.readVarintCount(minimumSize: 1)
                var offsets: [UInt64] = []
                offsets.reserveCapacity(members)
                for _ in 0..<members { offsets.append(try reader.readVarint()) }
                inputs.append(.key(amount: amount, ringOffsets: offsets, keyImage: try reader.readHash(span)))
            // Scripts (0 and 1) are declared and were never valid.
            case let tag: throw DecodeError(.unknownTag, at: start, found: UInt64(tag), expected: 2)
            }
        }
        guard !inputs.isEmpty else { throw DecodeError(.noInputs, at: reader.offset, expected: 1) }
        return inputs
    }

    private static func readOutputs(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> [Output] {
        let count = try reader.readVarintCount(minimumSize: 34)
        var outputs: [Output] = []
        outputs.reserveCapacity(count)
        for _ in 0..<count {
            let amount = try reader.readVarint()
            let start = reader.offset
            let tag = try reader.readUInt8()
            guard tag == 2 || tag == 3 else {
                throw DecodeError(.unknownTag, at: start, found: UInt64(tag), expected: 3)
            }
            let key = try reader.readHash(span)
            outputs.append(Output(amount: amount, key: key, viewTag: tag == 3 ? try reader.readUInt8() : nil))
        }
        return outputs
    }
}

extension ByteReader {
    /// Thirty-two bytes out of the span that is read, in the order written.
    mutating func readHash(_ span: RawSpan) throws(DecodeError) -> Hash256 {
        let start = offset
        try skip(32)
        return Hash256(span, at: start) ?? .zero
    }
}
