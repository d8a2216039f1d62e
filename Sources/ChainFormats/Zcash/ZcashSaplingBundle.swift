import ChainCrypto

/// The Sapling part of a version 5 transaction (ZIP 225), its proofs and signatures gathered behind.
struct ZcashSaplingBundle {
    /// cv 32, nullifier 32, rk 32.
    private(set) var spends: [[UInt8]] = []
    /// cv 32, cmu 32, ephemeral key 32, ciphertext 580, out ciphertext 80.
    private(set) var outputs: [[UInt8]] = []
    private(set) var nullifiers: [Hash256] = []
    private(set) var balance: Int64 = 0
    /// One for all spends; empty without spends.
    private(set) var anchor: [UInt8] = []
    /// Proofs of spends, their signatures, proofs of outputs, the binding signature, as they stand.
    private(set) var authorization: [UInt8] = []

    static func read(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> ZcashSaplingBundle {
        var bundle = ZcashSaplingBundle()
        for _ in 0..<(try reader.readCount(minimumSize: 96)) {
            let start = reader.offset
            try reader.skip(96)
            bundle.spends.append(span.copy(start..<start + 96))
            bundle.nullifiers.append(Hash256(span, at: start + 32) ?? .zero)
        }
        for _ in 0..<(try reader.readCount(minimumSize: 756)) {
            let start = reader.offset
            try reader.skip(756)
            bundle.outputs.append(span.copy(start..<start + 756))
        }
        guard !bundle.isEmpty else { return bundle }
        bundle.balance = Int64(bitPattern: try reader.readUInt64())
        if !bundle.spends.isEmpty {
            let start = reader.offset
            try reader.skip(32)
            bundle.anchor = span.copy(start..<start + 32)
        }
        let start = reader.offset
        try reader.skip((192 + 64) * bundle.spends.count + 192 * bundle.outputs.count + 64)
        bundle.authorization = span.copy(start..<reader.offset)
        return bundle
    }

    var isEmpty: Bool { spends.isEmpty && outputs.isEmpty }
}
