package import ChainCrypto

/// How much hashing a block costs: the floor that the speed of verification is measured against.
package struct HashingCost: Hashable, Sendable {
    /// Calls of the SHA-256 compression function, one per 64 bytes with padding, that decoding and verifying make.
    package let compressions: Int

    package init(_ block: DecodedBlock, network: BitcoinNetwork) {
        var total = Self.double(BlockHeader.byteCount)
        total += block.table.transactions.reduce(0) { $0 + Self.double($1.strippedSize) }
        total += Self.tree(block.transactionCount)
        if network.segwit != nil, block.table.transactions.contains(where: \.hasWitness) {
            total += block.table.transactions.dropFirst().reduce(0) {
                $0 + ($1.hasWitness ? Self.double($1.byteRange.count) : 0)
            }
            total += Self.tree(block.transactionCount) + 3
        }
        self.compressions = total
    }

    /// SHA-256 over as many bytes in one piece, and nothing else.
    package func hashPlainly() -> Hash256 {
        SHA256.hash([UInt8](repeating: 0, count: 64 * compressions))
    }

    /// Compressions of SHA-256d over `bytes` bytes: at least 9 bytes of padding, then one more for the second hash.
    private static func double(_ bytes: Int) -> Int {
        (bytes + 9 + 63) / 64 + 1
    }

    /// Three compressions a node of the tree.
    private static func tree(_ leaves: Int) -> Int {
        var level = leaves
        var nodes = 0
        while level > 1 {
            level = (level + 1) / 2
            nodes += level
        }
        return 3 * nodes
    }
}
