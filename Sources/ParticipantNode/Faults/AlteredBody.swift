public import ChainFormats

/// A body that is wrong under a block id that is right.
public enum AlteredBody {
    /// The block with its last transactions repeated under the same Merkle root (CVE-2012-2459) where their number allows
    /// that, else with one bit of its first transaction changed.
    public static func make(of block: DecodedBlock) -> [UInt8] {
        if let twin = BlockTwin.mutated(block) { return twin }
        var bytes = block.bytes
        // The last byte of the first transaction belongs to its lock time.
        if let first = block.table.transactions.first { bytes[first.byteRange.upperBound - 1] ^= 1 }
        return bytes
    }
}
