internal import ChainCrypto
public import ChainFormats

/// Mines empty blocks on a chain whose difficulty is one hash in two (regtest): the other branch of a reorganisation.
public enum RegtestBlock {
    /// A block with a coinbase only, on top of `parent`.
    ///
    /// - Parameters:
    ///   - parent: the header it links to; its bits are taken over.
    ///   - height: height of the new block, stated in the coinbase (BIP 34).
    ///   - tag: makes the block differ from others of the same parent.
    /// - Returns: the serialised block, `nil` when no nonce was found, which means that the chain is not regtest.
    public static func mine(on parent: BlockHeader, height: UInt64, tag: [UInt8]) -> [UInt8]? {
        guard let target = try? CompactTarget.expand(parent.bits) else { return nil }
        let script = CoinbaseHeight.encode(height) + [UInt8(min(tag.count, 64))] + tag.prefix(64)
        var coinbase: [UInt8] = [1, 0, 0, 0, 1]
        coinbase += [UInt8](repeating: 0, count: 32) + [0xFF, 0xFF, 0xFF, 0xFF]
        coinbase += [UInt8(script.count)] + script + [0xFF, 0xFF, 0xFF, 0xFF]
        // One output of nothing to a script everybody can fulfil (OP_TRUE).
        coinbase += [1] + [UInt8](repeating: 0, count: 8) + [1, 0x51] + [0, 0, 0, 0]
        let root = SHA256d.hash(coinbase)
        for nonce in 0..<UInt32(100_000) {
            let header = BlockHeader(
                version: 0x2000_0000,
                previous: parent.hash,
                merkleRoot: root,
                time: parent.time &+ 1,
                bits: parent.bits,
                nonce: nonce
            )
            if !(target < UInt256(header.hash)) { return header.bytes + [1] + coinbase }
        }
        return nil
    }
}
