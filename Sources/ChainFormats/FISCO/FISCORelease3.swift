import SupervisionModel

/// What the hash of a 3.x header covers, field by field (`BlockHeaderImpl.cpp`, `calculateHash`).
struct FISCORelease3 {
    /// The release in four bytes; lower than `FISCOHeader.release300`: a candidate of 3.0.
    let version: UInt64
    let parents: [(number: UInt64, hash: Digest32)]
    /// Over transactions, receipts and state.
    let roots: [Digest32]
    let number: UInt64
    /// Decimal digits as they are hashed.
    let gas: String
    let milliseconds: UInt64
    let sealer: UInt64
    let sealers: [[UInt8]]
    let extra: [UInt8]
    let weights: [UInt64]

    var isRelease: Bool { version >= FISCOHeader.release300 }

    /// The bytes that are hashed: fields one after the other without lengths.
    var preimage: [UInt8] {
        var bytes = isRelease ? Self.bigEndian(UInt32(truncatingIfNeeded: version)) : Self.candidateInteger(version)
        let integer = isRelease ? Self.bigEndian : Self.candidateInteger
        for parent in parents { bytes += integer(parent.number) + parent.hash.bytes }
        for root in roots { bytes += root.bytes }
        bytes += integer(number) + Array(gas.utf8) + integer(milliseconds) + integer(sealer)
        for key in sealers { bytes += key }
        bytes += extra
        for weight in weights { bytes += integer(weight) }
        return bytes
    }

    /// The fields as an envelope carries them, since what is hashed does not say where one ends: deterministic CBOR
    /// `[version, [[number, hash] …], txsRoot, receiptsRoot, stateRoot, number, gas, timestamp, sealer, [node id …], extra
    /// data, [weight …]]`.
    var fields: [UInt8] {
        var writer = CBORWriter()
        writer.array(12)
        writer.number(version)
        writer.array(parents.count)
        for parent in parents {
            writer.array(2)
            writer.number(parent.number)
            writer.byteString(parent.hash.bytes)
        }
        for root in roots { writer.byteString(root.bytes) }
        writer.number(number)
        writer.name(gas)
        writer.number(milliseconds)
        writer.number(sealer)
        writer.array(sealers.count)
        for key in sealers { writer.byteString(key) }
        writer.byteString(extra)
        writer.array(weights.count)
        for weight in weights { writer.number(weight) }
        return writer.bytes
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

    private static func bigEndian(_ value: UInt64) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

    /// Candidates of 3.0 reversed the low half of every integer in place and lost the high half: four bytes
    /// big-endian, four zeros.
    private static func candidateInteger(_ value: UInt64) -> [UInt8] {
        bigEndian(UInt32(truncatingIfNeeded: value)) + [0, 0, 0, 0]
    }
}

extension FISCORelease3 {
    /// Reads what `fields` wrote.
    init(fields bytes: [UInt8]) throws(DecodeError) {
        var reader = CBORReader(bytes.span.bytes)
        try reader.array(count: 12)
        version = try reader.number(upTo: UInt64(UInt32.max))
        var parents: [(number: UInt64, hash: Digest32)] = []
        for _ in 0..<(try reader.array(limit: 64)) {
            try reader.array(count: 2)
            let number = try reader.number()
            parents.append((number, try reader.digest()))
        }
        self.parents = parents
        roots = [try reader.digest(), try reader.digest(), try reader.digest()]
        number = try reader.number()
        let start = reader.offset
        gas = try reader.name(limit: 40)
        if let other = gas.utf8.first(where: { !(0x30...0x39).contains($0) }) {
            throw DecodeError(.outOfRange, at: start, found: UInt64(other), expected: 0x39)
        }
        milliseconds = try reader.number()
        sealer = try reader.number()
        var sealers: [[UInt8]] = []
        for _ in 0..<(try reader.array(limit: FISCOHeader.greatestSealerCount)) {
            sealers.append(try reader.byteString(count: 64))
        }
        self.sealers = sealers
        extra = try reader.byteString()
        var weights: [UInt64] = []
        for _ in 0..<(try reader.array(limit: FISCOHeader.greatestSealerCount)) { weights.append(try reader.number()) }
        self.weights = weights
        try reader.finish()
    }
}
