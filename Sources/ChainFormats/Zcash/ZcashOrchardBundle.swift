import ChainCrypto

/// The Orchard part of a version 5 transaction (ZIP 225).
struct ZcashOrchardBundle {
    /// cv 32, nullifier 32, rk 32, cmx 32, ephemeral key 32, ciphertext 580, out ciphertext 80.
    private(set) var actions: [[UInt8]] = []
    private(set) var nullifiers: [Hash256] = []
    private(set) var balance: Int64 = 0
    /// Flags 1, balance 8, anchor 32, as they stand.
    private(set) var trailer: [UInt8] = []
    /// Proof (without its length), signatures of the actions, binding signature.
    private(set) var authorization: [UInt8] = []

    static func read(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> ZcashOrchardBundle {
        var bundle = ZcashOrchardBundle()
        let count = try reader.readCount(minimumSize: 820)
        for _ in 0..<count {
            let start = reader.offset
            try reader.skip(820)
            bundle.actions.append(span.copy(start..<start + 820))
            bundle.nullifiers.append(Hash256(span, at: start + 32) ?? .zero)
        }
        guard count > 0 else { return bundle }
        let start = reader.offset
        let flags = try reader.readUInt8()
        guard flags <= 3 else { throw DecodeError(.unknownFlags, at: start, found: UInt64(flags), expected: 3) }
        bundle.balance = Int64(bitPattern: try reader.readUInt64())
        try reader.skip(32)
        bundle.trailer = span.copy(start..<reader.offset)
        let proof = try reader.readItem()
        try reader.skip(64 * count + 64)
        bundle.authorization = span.copy(proof.lowerBound..<reader.offset)
        return bundle
    }
}
