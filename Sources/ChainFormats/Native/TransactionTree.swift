public import ChainCrypto

/// The tree of RFC 6962, section 2.1, with the hash of a chain: leaves H(0x00 ‖ bytes), nodes H(0x01 ‖ left ‖ right).
public enum TransactionTree {
    /// The root over the transactions; H of nothing for none. Nil where the hash is not there (SM3).
    public static func root(_ transactions: [[UInt8]], _ hash: BlockHash) -> Hash256? {
        guard !transactions.isEmpty else { return hash.hash([]) }
        var level: [Hash256] = []
        level.reserveCapacity(transactions.count)
        for transaction in transactions {
            guard let leaf = leaf(transaction, hash) else { return nil }
            level.append(leaf)
        }
        // The last of an odd level goes up as it is, which splits each tree at the greatest power of two below its size.
        while level.count > 1 {
            var next: [Hash256] = []
            next.reserveCapacity(level.count / 2 + 1)
            var index = 0
            while index + 1 < level.count {
                guard let node = hash.hash([0x01] + level[index].bytes + level[index + 1].bytes) else { return nil }
                next.append(node)
                index += 2
            }
            if index < level.count { next.append(level[index]) }
            level = next
        }
        return level.first
    }

    /// The leaf of a transaction: its id on the reference chain.
    public static func leaf(_ transaction: [UInt8], _ hash: BlockHash) -> Hash256? { hash.hash([0x00] + transaction) }
}
