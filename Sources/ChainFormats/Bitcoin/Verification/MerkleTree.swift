public import ChainCrypto

/// The Merkle tree of Bitcoin-format blocks: SHA-256d over pairs, the last hash of an odd level paired with itself.
public enum MerkleTree {
    /// The root and whether the leaves are an ambiguous rewriting of fewer leaves.
    public struct Root: Hashable, Sendable {
        public let hash: Hash256
        /// Two equal hashes stand at an even and the next odd place of some level (CVE-2012-2459): the list with the
        /// repetition left out has the same root, so the block id does not name this list.
        public let isMutated: Bool
    }

    /// The root over `leaves`; zero for none. One array is copied, then reduced in place.
    public static func root(_ leaves: [Hash256]) -> Root {
        var level = leaves
        var count = level.count
        guard count > 0 else { return Root(hash: .zero, isMutated: false) }
        var mutated = false
        while count > 1 {
            var index = 0
            while index + 1 < count {
                if level[index] == level[index + 1] { mutated = true }
                index += 2
            }
            if !count.isMultiple(of: 2) {
                if count == level.count {
                    level.append(level[count - 1])
                } else {
                    level[count] = level[count - 1]
                }
                count += 1
            }
            count /= 2
            SHA256d.reduce(&level, pairs: count)
        }
        return Root(hash: level[0], isMutated: mutated)
    }
}
