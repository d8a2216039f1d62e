/// Proofs about subtrees `start ..< end` that need not be complete or begin at 0, as mirrors and
/// `sign-subtree` use them (draft-ietf-plants-merkle-tree-certs section 4; C2SP tlog-mirror).
///
/// A range is a subtree when it is not empty and its start is a multiple of the smallest power of two that is not below
/// its length.
public enum SubtreeProof {
    /// Whether `start ..< end` is a subtree in that sense.
    public static func isSubtree(start: UInt64, end: UInt64) -> Bool {
        guard start < end, end <= TreeLimits.maximumSize else { return false }
        let length = end - start
        let height = length == 1 ? 0 : 64 - (length - 1).leadingZeroBitCount
        return start.trailingZeroBitCount >= height
    }

    /// Checks that a leaf is in the subtree with that root.
    ///
    /// - Parameters:
    ///   - index: the number of the leaf in the whole tree.
    ///   - proof: sibling of the leaf first.
    /// - Throws: `.indexOutOfRange` for what is no subtree or no leaf of it, and as ``InclusionProof/verify(leaf:root:hasher:)``.
    public static func verifyInclusion(
        of leaf: Hash, at index: UInt64, start: UInt64, end: UInt64, proof: [Hash], root: Hash, hasher: TreeHasher
    ) throws(LogError) {
        guard isSubtree(start: start, end: end), start <= index, index < end else {
            throw LogError(.indexOutOfRange, "no leaf \(index) in a subtree \(start) ..< \(end)")
        }
        try InclusionProof(index: index - start, size: end - start, hashes: proof)
            .verify(leaf: leaf, root: root, hasher: hasher)
    }

    /// Checks that the subtree with root `subtreeRoot` is part of the tree of `size` leaves with root `root`.
    ///
    /// - Parameter proof: deepest node first, at most 63 hashes.
    /// - Throws: `.indexOutOfRange` for what is no subtree within the size, `.wrongProofLength`, `.rootMismatch`.
    public static func verifyConsistency(
        start: UInt64, end: UInt64, size: UInt64, proof: [Hash], subtreeRoot: Hash, root: Hash, hasher: TreeHasher
    ) throws(LogError) {
        guard isSubtree(start: start, end: end), end <= size, size <= TreeLimits.maximumSize else {
            throw LogError(.indexOutOfRange, "no subtree \(start) ..< \(end) in a tree of size \(size)")
        }
        guard proof.count <= TreeLimits.maximumProofLength else {
            throw LogError(.wrongProofLength, "a proof has at most \(TreeLimits.maximumProofLength) hashes")
        }
        var first = start
        var node = end - 1
        var last = size - 1
        func rise() {
            first >>= 1
            node >>= 1
            last >>= 1
        }
        // Up to the lowest node of the path from the end of the subtree that the proof says anything about.
        if node == last {
            while first != node { rise() }
        } else {
            while first != node, node & 1 == 1 { rise() }
        }
        var rest = proof[...]
        let seed: Hash
        if first == node {
            seed = subtreeRoot
        } else {
            guard let hash = rest.popFirst() else { throw LogError(.wrongProofLength, "the proof is empty") }
            seed = hash
        }
        var part = seed
        var whole = seed
        for hash in rest {
            guard last > 0 else { throw LogError(.wrongProofLength, "the proof goes on above the root") }
            if node & 1 == 1 || node == last {
                if first < node { part = hasher.node(hash, part) }
                whole = hasher.node(hash, whole)
                while node & 1 == 0, node != 0 { rise() }
            } else {
                whole = hasher.node(whole, hash)
            }
            rise()
        }
        guard last == 0 else { throw LogError(.wrongProofLength, "the proof ends below the root") }
        guard part == subtreeRoot else {
            throw LogError(.rootMismatch, "the proof leads to \(part) for \(start) ..< \(end), expected \(subtreeRoot)")
        }
        guard whole == root else {
            throw LogError(.rootMismatch, "the proof leads to \(whole) for size \(size), expected \(root)")
        }
    }
}
