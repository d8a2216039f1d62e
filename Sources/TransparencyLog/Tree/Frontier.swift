/// All that appending to a Merkle tree needs to remember (a compact range from 0): the roots of the complete subtrees
/// that the size splits into, largest and leftmost first, one for each set bit of the size.
public struct Frontier: Sendable, Hashable {
    /// The number of leaves.
    public private(set) var size: UInt64
    /// As many as `size` has set bits, so at most 63.
    public private(set) var hashes: [Hash]

    /// The frontier of the empty tree.
    public init() {
        size = 0
        hashes = []
    }

    /// A stored frontier.
    ///
    /// - Throws: `.wrongProofLength` when the number of hashes is not the number of set bits of the size,
    ///   `.indexOutOfRange` for a size beyond 2^63 − 1.
    public init(size: UInt64, hashes: [Hash]) throws(LogError) {
        guard size <= TreeLimits.maximumSize else {
            throw LogError(.indexOutOfRange, "size \(size) is beyond 2^63 - 1")
        }
        guard hashes.count == size.nonzeroBitCount else {
            throw LogError(
                .wrongProofLength,
                "a frontier of size \(size) has \(size.nonzeroBitCount) hashes, found \(hashes.count)")
        }
        self.size = size
        self.hashes = hashes
    }

    /// The frontier of the first `size` leaves of a tree whose hashes a reader knows: what a log recomputes from its tiles
    /// when it starts, to compare with what it stored.
    ///
    /// - Throws: `.indexOutOfRange`, `.wrongProofLength` when the reader gives another number of hashes than asked for,
    ///   and what the reader throws.
    public init(size: UInt64, reader: some HashReader) throws {
        guard size <= TreeLimits.maximumSize else {
            throw LogError(.indexOutOfRange, "size \(size) is beyond 2^63 - 1")
        }
        try self.init(size: size, hashes: reader.hashes(of: Subtree.cover(0..<size)))
    }

    /// Adds the hash of the next leaf. Amortised one node hash.
    ///
    /// - Precondition: the size is below 2^63 − 1.
    public mutating func append(_ leaf: Hash, hasher: TreeHasher) {
        precondition(size < TreeLimits.maximumSize, "the tree is full")
        var hash = leaf
        // One bits at the end of the size are complete subtrees as large as what is carried.
        for _ in 0..<(~size).trailingZeroBitCount { hash = hasher.node(hashes.removeLast(), hash) }
        hashes.append(hash)
        size += 1
    }

    /// The root of the tree. At most 62 node hashes.
    public func root(hasher: TreeHasher) -> Hash {
        guard var root = hashes.last else { return hasher.emptyRoot }
        for hash in hashes.dropLast().reversed() { root = hasher.node(hash, root) }
        return root
    }
}
