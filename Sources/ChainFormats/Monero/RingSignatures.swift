import ChainCrypto

/// The second part of a version 2 transaction: kind, fee and commitments (the base), and the proofs, which a node may
/// prune. Proofs are measured, not verified: that needs the rings, which only a full node has.
struct RingSignatures {
    /// `rct_types.h`: 0 null, 1 full, 2 simple, 3 bulletproof, 4 bulletproof 2, 5 CLSAG, 6 bulletproof plus.
    private(set) var type: UInt8 = 0
    private(set) var fee: UInt64?
    /// Offset after the base.
    private var baseEnd = 0

    static func read(
        _ reader: inout ByteReader, inputs: [MoneroTransaction.Input], outputs: Int
    ) throws(DecodeError) -> RingSignatures {
        var ring = RingSignatures()
        let start = reader.offset
        ring.type = try reader.readUInt8()
        guard ring.type <= 6 else { throw DecodeError(.unknownTag, at: start, found: UInt64(ring.type), expected: 6) }
        guard ring.type > 0 else {
            ring.baseEnd = reader.offset
            return ring
        }
        ring.fee = try reader.readVarint()
        // Pseudo outputs, one commitment an input, moved into the prunable part with bulletproofs.
        if ring.type == 2 { try reader.skip(32 * inputs.count) }
        // Masked amounts: with their masks until the shorter form came with type 4.
        try reader.skip((ring.type >= 4 ? 8 : 64) * outputs)
        try reader.skip(32 * outputs)
        ring.baseEnd = reader.offset
        try ring.skipProofs(&reader, inputs: inputs, outputs: outputs)
        return ring
    }

    private func skipProofs(
        _ reader: inout ByteReader, inputs: [MoneroTransaction.Input], outputs: Int
    ) throws(DecodeError) {
        switch type {
        case 1, 2:
            // A Borromean range proof: 64 bits, three values each, and one challenge.
            try reader.skip((3 * 64 + 1) * 32 * outputs)
        case 3:
            let start = reader.offset
            let count = try reader.readUInt32()
            guard count <= 65_536 else {
                throw DecodeError(.countTooLarge, at: start, found: UInt64(count), expected: 65_536)
            }
            for _ in 0..<count { try skipBulletproof(&reader, head: 6, tail: 3) }
        default:
            let count = try reader.readVarintCount(minimumSize: 6 * 32 + 2)
            for _ in 0..<count { try skipBulletproof(&reader, head: 6, tail: type == 6 ? 0 : 3) }
        }
        let rings = inputs.map { if case .key(_, let offsets, _) = $0 { offsets.count } else { 0 } }
        if type == 1 {
            // One signature for all inputs: a row of values for each member of the ring, and a challenge.
            try reader.skip(32 * ((rings.first ?? 0) * (inputs.count + 1) + 1))
        } else {
            for ring in rings {
                // MLSAG: two values a member and a challenge. CLSAG: one a member, a challenge and a key image.
                try reader.skip(32 * (type >= 5 ? ring + 2 : 2 * ring + 1))
            }
        }
        if type >= 3 { try reader.skip(32 * inputs.count) }
    }

    /// - Parameters:
    ///   - head: values before the two lists L and R.
    ///   - tail: values after them.
    private func skipBulletproof(_ reader: inout ByteReader, head: Int, tail: Int) throws(DecodeError) {
        try reader.skip(32 * head)
        for _ in 0..<2 { try reader.skip(32 * reader.readVarintCount(minimumSize: 32)) }
        try reader.skip(32 * tail)
    }

    /// Keccak-256 of the hashes of prefix, base and proofs; the last is zero when there are none (type 0).
    func identifier(_ span: RawSpan, prefix: Range<Int>, end: Int) -> Hash256 {
        let proofs = type == 0 ? Hash256.zero : Keccak256.hash(span.extracting(baseEnd..<end))
        let base = Keccak256.hash(span.extracting(prefix.upperBound..<baseEnd))
        return Keccak256.hash(Keccak256.hash(span.extracting(prefix)).bytes + base.bytes + proofs.bytes)
    }
}
