/// Proof that the tree of the old size is a prefix of the tree of the new size.
public struct ConsistencyProof: Sendable, Hashable {
    public let oldSize: UInt64
    public let newSize: UInt64
    /// Deepest node first. Empty for equal sizes and for old size 0.
    public let hashes: [Hash]

    public init(oldSize: UInt64, newSize: UInt64, hashes: [Hash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Makes the proof from the hashes of a reader.
    public init(oldSize: UInt64, newSize: UInt64, reader: some HashReader, hasher: TreeHasher) throws {
        self.init(
            oldSize: oldSize, newSize: newSize,
            hashes: try ProofPlan(consistencyFrom: oldSize, to: newSize).proof(from: reader, hasher: hasher))
    }

    /// How many hashes the proof has, for oldSize ≤ newSize.
    public static func length(oldSize: UInt64, newSize: UInt64) -> Int {
        if oldSize == 0 || oldSize == newSize { return 0 }
        // Below the first node of the proof, which is the last complete subtree of the old tree.
        let shift = UInt64(oldSize.trailingZeroBitCount)
        let node = (oldSize - 1) >> shift
        let last = (newSize - 1) >> shift
        let inner = UInt64.bitWidth - (node ^ last).leadingZeroBitCount
        let first = oldSize.nonzeroBitCount == 1 ? 0 : 1
        return first + inner + (node >> UInt64(inner)).nonzeroBitCount
    }

    /// Checks the proof (RFC 9162 section 2.1.4.2; size 0 by tlog-witness: the empty tree is a prefix of every tree).
    ///
    /// - Throws: `.indexOutOfRange`, `.wrongProofLength` (checked before anything is hashed), `.rootMismatch`.
    public func verify(oldRoot: Hash, newRoot: Hash, hasher: TreeHasher) throws(LogError) {
        guard oldSize <= newSize, newSize <= TreeLimits.maximumSize else {
            throw LogError(.indexOutOfRange, "no consistency from size \(oldSize) to size \(newSize)")
        }
        let length = Self.length(oldSize: oldSize, newSize: newSize)
        guard hashes.count == length else {
            throw LogError(
                .wrongProofLength,
                "the proof from size \(oldSize) to \(newSize) has \(length) hashes, found \(hashes.count)")
        }
        if oldSize == 0 {
            guard oldRoot == hasher.emptyRoot else {
                throw LogError(.rootMismatch, "the root of size 0 is not the hash of the empty string")
            }
            guard newSize > 0 || newRoot == oldRoot else {
                throw LogError(.rootMismatch, "two different roots of size 0")
            }
            return
        }
        if oldSize == newSize {
            guard oldRoot == newRoot else {
                throw LogError(.rootMismatch, "two roots of size \(newSize): \(oldRoot) and \(newRoot)")
            }
            return
        }
        let (old, new) = try fold(oldRoot: oldRoot, hasher: hasher)
        guard old == oldRoot else {
            throw LogError(.rootMismatch, "the proof leads to \(old) for size \(oldSize), expected \(oldRoot)")
        }
        guard new == newRoot else {
            throw LogError(.rootMismatch, "the proof leads to \(new) for size \(newSize), expected \(newRoot)")
        }
    }

    /// Both roots that the proof leads to, for 0 < oldSize < newSize and a proof of the right length.
    private func fold(oldRoot: Hash, hasher: TreeHasher) throws(LogError) -> (old: Hash, new: Hash) {
        var rest = hashes[...]
        let start: Hash
        if oldSize.nonzeroBitCount == 1 {
            start = oldRoot
        } else {
            guard let first = rest.popFirst() else { throw LogError(.wrongProofLength, "the proof is empty") }
            start = first
        }
        var node = oldSize - 1
        var last = newSize - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var old = start
        var new = start
        for hash in rest {
            guard last > 0 else { throw LogError(.wrongProofLength, "the proof goes on above the root") }
            if node & 1 == 1 || node == last {
                old = hasher.node(hash, old)
                new = hasher.node(hash, new)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = hasher.node(new, hash)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw LogError(.wrongProofLength, "the proof ends below the root") }
        return (old, new)
    }
}
