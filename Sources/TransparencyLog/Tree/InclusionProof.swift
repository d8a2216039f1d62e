/// Proof that a leaf is in a tree: the sibling hashes from the leaf up to the root's child.
public struct InclusionProof: Sendable, Hashable {
    /// The position of the leaf, counted from 0.
    public let index: UInt64
    /// The number of leaves of the tree.
    public let size: UInt64
    /// Leaf side first.
    public let hashes: [Hash]

    public init(index: UInt64, size: UInt64, hashes: [Hash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Makes the proof from the hashes of a reader.
    public init(index: UInt64, size: UInt64, reader: some HashReader, hasher: TreeHasher) throws {
        self.init(
            index: index, size: size,
            hashes: try ProofPlan(inclusionOf: index, size: size).proof(from: reader, hasher: hasher))
    }

    /// How many hashes the proof of this leaf has: one for each level where the path to the leaf and the right edge
    /// of the tree are the same node with a left sibling, and one for each level below where they part.
    public static func length(index: UInt64, size: UInt64) -> Int {
        let inner = UInt64.bitWidth - (index ^ (size &- 1)).leadingZeroBitCount
        return inner + (index >> UInt64(inner)).nonzeroBitCount
    }

    /// The root that the proof leads to (RFC 9162 section 2.1.3.2).
    ///
    /// - Throws: `.indexOutOfRange`, `.wrongProofLength`; the length is checked before anything is hashed.
    public func root(leaf: Hash, hasher: TreeHasher) throws(LogError) -> Hash {
        guard index < size, size <= TreeLimits.maximumSize else {
            throw LogError(.indexOutOfRange, "no leaf \(index) in a tree of size \(size)")
        }
        let length = Self.length(index: index, size: size)
        guard hashes.count == length else {
            throw LogError(
                .wrongProofLength,
                "the proof of leaf \(index) in size \(size) has \(length) hashes, found \(hashes.count)")
        }
        var node = index
        var last = size - 1
        var root = leaf
        for hash in hashes {
            guard last > 0 else { throw LogError(.wrongProofLength, "the proof goes on above the root") }
            if node & 1 == 1 || node == last {
                root = hasher.node(hash, root)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                root = hasher.node(root, hash)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw LogError(.wrongProofLength, "the proof ends below the root") }
        return root
    }

    /// Checks that `leaf` is in the tree with that root.
    ///
    /// - Throws: as ``root(leaf:hasher:)``, and `.rootMismatch`.
    public func verify(leaf: Hash, root: Hash, hasher: TreeHasher) throws(LogError) {
        let found = try self.root(leaf: leaf, hasher: hasher)
        guard found == root else {
            throw LogError(.rootMismatch, "the proof of leaf \(index) leads to \(found), expected \(root)")
        }
    }
}
