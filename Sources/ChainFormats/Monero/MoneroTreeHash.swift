public import ChainCrypto

/// The tree hash of CryptoNote: Keccak-256 over pairs, with all of the odd leaves taken in at the first level (CNS003).
public enum MoneroTreeHash {
    /// The root over `leaves`; nil for none. The root of one leaf is the leaf.
    public static func root(_ leaves: [Hash256]) -> Hash256? {
        guard leaves.count > 2 else {
            guard let first = leaves.first, let last = leaves.last else { return nil }
            return leaves.count == 1 ? first : Keccak256.hash(first.bytes + last.bytes)
        }
        // The greatest power of two below the number of leaves.
        var width = 1
        while 2 * width < leaves.count { width *= 2 }
        let kept = 2 * width - leaves.count
        var level = Array(leaves[..<kept])
        var index = kept
        while index < leaves.count {
            level.append(Keccak256.hash(leaves[index].bytes + leaves[index + 1].bytes))
            index += 2
        }
        while level.count > 1 {
            for pair in 0..<level.count / 2 {
                level[pair] = Keccak256.hash(level[2 * pair].bytes + level[2 * pair + 1].bytes)
            }
            level.removeLast(level.count / 2)
        }
        return level.first
    }
}
