/// Which hashes a proof needs and how they are put together; separate from reading them, so that a caller may read
/// synchronously, asynchronously, or from another machine.
public struct ProofPlan: Sendable {
    /// For each hash of the proof, in proof order, the subtrees it is folded from.
    private let parts: [[Subtree]]

    /// All subtrees to read, in the order in which ``assemble(_:hasher:)`` wants their hashes.
    public var subtrees: [Subtree] { parts.flatMap(\.self) }

    /// The inclusion proof of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1).
    ///
    /// - Throws: `.indexOutOfRange` unless index < size ≤ 2^63 − 1.
    public init(inclusionOf index: UInt64, size: UInt64) throws(LogError) {
        guard index < size, size <= TreeLimits.maximumSize else {
            throw LogError(.indexOutOfRange, "no leaf \(index) in a tree of size \(size)")
        }
        var parts: [[Subtree]] = []
        var low: UInt64 = 0
        var high = size
        while high - low > 1 {
            let middle = low + Self.split(high - low)
            if index < middle {
                parts.append(Subtree.cover(middle..<high))
                high = middle
            } else {
                parts.append(Subtree.cover(low..<middle))
                low = middle
            }
        }
        self.parts = parts.reversed()
    }

    /// The consistency proof from `oldSize` to `newSize` leaves (RFC 6962 section 2.1.2). Empty for size 0 and for
    /// equal sizes.
    ///
    /// - Throws: `.indexOutOfRange` unless oldSize ≤ newSize ≤ 2^63 − 1.
    public init(consistencyFrom oldSize: UInt64, to newSize: UInt64) throws(LogError) {
        guard oldSize <= newSize, newSize <= TreeLimits.maximumSize else {
            throw LogError(.indexOutOfRange, "no consistency from size \(oldSize) to size \(newSize)")
        }
        var parts: [[Subtree]] = []
        if oldSize > 0 {
            var low: UInt64 = 0
            var high = newSize
            while oldSize < high {
                let middle = low + Self.split(high - low)
                if oldSize <= middle {
                    parts.append(Subtree.cover(middle..<high))
                    high = middle
                } else {
                    parts.append(Subtree.cover(low..<middle))
                    low = middle
                }
            }
            // The old root itself needs no hash when it is a subtree of the new tree.
            if low > 0 { parts.append(Subtree.cover(low..<high)) }
        }
        self.parts = parts.reversed()
    }

    /// The proof.
    ///
    /// - Parameter hashes: one for each of ``subtrees``, in that order.
    /// - Throws: `.wrongProofLength` when their number differs.
    public func assemble(_ hashes: [Hash], hasher: TreeHasher) throws(LogError) -> [Hash] {
        let needed = parts.reduce(0) { $0 + $1.count }
        guard hashes.count == needed else {
            throw LogError(
                .wrongProofLength, "the proof needs \(needed) subtree hashes, the reader gave \(hashes.count)")
        }
        var proof: [Hash] = []
        proof.reserveCapacity(parts.count)
        var end = 0
        for part in parts {
            let start = end
            end += part.count
            var hash = hashes[end - 1]
            for other in hashes[start..<(end - 1)].reversed() { hash = hasher.node(other, hash) }
            proof.append(hash)
        }
        return proof
    }

    /// The proof from a reader.
    public func proof(from reader: some HashReader, hasher: TreeHasher) throws -> [Hash] {
        try assemble(try reader.hashes(of: subtrees), hasher: hasher)
    }

    /// The largest power of two strictly smaller than `count`, for count > 1.
    private static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}
