import ChainCrypto

/// Bad copies of a good block that have the same block id, for tests and for participants that simulate faults.
public enum BlockTwin {
    /// The block with its last transactions repeated so that the Merkle root stays the same (CVE-2012-2459); nil when
    /// the number of transactions allows no such copy (a power of two).
    public static func mutated(_ block: DecodedBlock) -> [UInt8]? {
        let count = block.transactionCount
        // At a level of odd width above one, the last node is hashed with itself: repeat the leaves below it.
        var width = count
        var span = 1
        while width > 1, width.isMultiple(of: 2) {
            width /= 2
            span *= 2
        }
        guard width > 1, let first = block.table.transactions.first else { return nil }
        var bytes = Array(block.bytes[..<BlockHeader.byteCount])
        CompactSize.append(UInt64(count + span), to: &bytes)
        bytes.append(contentsOf: block.bytes[Int(first.offset)..<block.transactionsEnd])
        bytes.append(
            contentsOf: block.bytes[Int(block.table.transactions[count - span].offset)..<block.transactionsEnd])
        return bytes
    }

    /// The block without its witnesses.
    public static func stripped(_ block: DecodedBlock) -> [UInt8] {
        var bytes = Array(block.bytes[..<BlockHeader.byteCount])
        CompactSize.append(UInt64(block.transactionCount), to: &bytes)
        for transaction in block.table.transactions {
            bytes.append(contentsOf: block.bytes[Int(transaction.offset)..<Int(transaction.offset) + 4])
            bytes.append(contentsOf: block.bytes[Int(transaction.bodyOffset)..<Int(transaction.bodyEnd)])
            bytes.append(contentsOf: block.bytes[(Int(transaction.end) - 4)..<Int(transaction.end)])
        }
        return bytes
    }
}
