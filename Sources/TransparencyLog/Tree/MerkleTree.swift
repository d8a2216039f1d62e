/// A Merkle tree of RFC 6962 held in memory, all levels: for small trees and for checking.
public struct MerkleTree: Sendable {
    /// `levels[h][i]` is the root of the complete subtree of height h at index i.
    private var levels: [[Hash]] = [[]]

    /// The empty tree.
    public init() {}

    /// The number of leaves.
    public var size: UInt64 { UInt64(levels[0].count) }

    /// Adds a leaf hash. Amortised one node hash.
    public mutating func append(_ leaf: Hash, hasher: TreeHasher) {
        levels[0].append(leaf)
        var level = 0
        while levels[level].count % 2 == 0 {
            let count = levels[level].count
            let parent = hasher.node(levels[level][count - 2], levels[level][count - 1])
            if level + 1 == levels.count { levels.append([]) }
            levels[level + 1].append(parent)
            level += 1
        }
    }

    /// The root over the first `size` leaves.
    ///
    /// - Throws: `.indexOutOfRange` beyond the size of the tree.
    public func root(size: UInt64, hasher: TreeHasher) throws(LogError) -> Hash {
        guard size <= self.size else {
            throw LogError(.indexOutOfRange, "the tree has \(self.size) leaves, asked for \(size)")
        }
        let roots = try lookUp(Subtree.cover(0..<size))
        guard var root = roots.last else { return hasher.emptyRoot }
        for hash in roots.dropLast().reversed() { root = hasher.node(hash, root) }
        return root
    }

    private func lookUp(_ subtrees: [Subtree]) throws(LogError) -> [Hash] {
        var hashes: [Hash] = []
        hashes.reserveCapacity(subtrees.count)
        for subtree in subtrees {
            guard levels.indices.contains(subtree.level), subtree.index < UInt64(levels[subtree.level].count) else {
                throw LogError(.indexOutOfRange, "no subtree of height \(subtree.level) at \(subtree.index)")
            }
            hashes.append(levels[subtree.level][Int(subtree.index)])
        }
        return hashes
    }

    /// The root over leaf hashes, computed inside the array given: no levels kept, no allocation.
    ///
    /// The array is used as scratch space and holds nothing meaningful afterwards.
    public static func root(consuming hashes: inout [Hash], hasher: TreeHasher) -> Hash {
        guard !hashes.isEmpty else { return hasher.emptyRoot }
        var count = hashes.count
        while count > 1 {
            let pairs = count / 2
            for index in 0..<pairs { hashes[index] = hasher.node(hashes[2 * index], hashes[2 * index + 1]) }
            // A last node without a sibling moves up unchanged.
            if count % 2 == 1 { hashes[pairs] = hashes[count - 1] }
            count = pairs + count % 2
        }
        return hashes[0]
    }
}

extension MerkleTree: HashReader {
    public func hashes(of subtrees: [Subtree]) throws -> [Hash] {
        try lookUp(subtrees)
    }
}
