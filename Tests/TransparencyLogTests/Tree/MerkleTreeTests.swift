import Testing
import TransparencyLog

@Suite struct MerkleTreeTests {
    /// Frontier, tree, in-place root and tile assembler against the definition, for every size up to 140.
    @Test(arguments: HashAlgorithm.allCases) func rootsOfAllSmallSizes(algorithm: HashAlgorithm) throws {
        let hasher = TreeHasher(algorithm)
        let leaves = (0..<140).map { hasher.leaf([UInt8($0)]) }
        var frontier = Frontier()
        var tree = MerkleTree()
        var assembler = TileAssembler()
        for size in 0...140 {
            let expected = NaiveMerkle.root(leaves[..<size], hasher)
            #expect(frontier.root(hasher: hasher) == expected)
            #expect(frontier.hashes.count == size.nonzeroBitCount)
            #expect(try Frontier(size: UInt64(size), hashes: frontier.hashes) == frontier)
            #expect(try tree.root(size: UInt64(size), hasher: hasher) == expected)
            #expect(assembler.root(hasher: hasher) == expected)
            var scratch = Array(leaves[..<size])
            #expect(MerkleTree.root(consuming: &scratch, hasher: hasher) == expected)
            guard size < 140 else { break }
            frontier.append(leaves[size], hasher: hasher)
            tree.append(leaves[size], hasher: hasher)
            assembler.append(leaves[size], hasher: hasher) { _ in }
        }
    }

    /// All proofs of all sizes up to 140: built as the definition says, of the length computed, and verified.
    @Test(arguments: HashAlgorithm.allCases) func allInclusionProofs(algorithm: HashAlgorithm) throws {
        let hasher = TreeHasher(algorithm)
        // The structure does not depend on the hash function: the slower one goes less far.
        let count = algorithm == .sha256 ? 140 : 70
        let leaves = (0..<count).map { hasher.leaf([UInt8($0)]) }
        var tree = MerkleTree()
        for leaf in leaves { tree.append(leaf, hasher: hasher) }
        for size in 1...count {
            let root = try tree.root(size: UInt64(size), hasher: hasher)
            for index in 0..<size {
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), reader: tree, hasher: hasher)
                if proof.hashes != NaiveMerkle.path(index, leaves[..<size], hasher)
                    || proof.hashes.count != InclusionProof.length(index: UInt64(index), size: UInt64(size))
                {
                    Issue.record("proof of \(index) in \(size)")
                }
                try proof.verify(leaf: leaves[index], root: root, hasher: hasher)
            }
        }
    }

    @Test(arguments: HashAlgorithm.allCases) func allConsistencyProofs(algorithm: HashAlgorithm) throws {
        let hasher = TreeHasher(algorithm)
        // The structure does not depend on the hash function: the slower one goes less far.
        let count = algorithm == .sha256 ? 140 : 70
        let leaves = (0..<count).map { hasher.leaf([UInt8($0)]) }
        var tree = MerkleTree()
        for leaf in leaves { tree.append(leaf, hasher: hasher) }
        let roots = try (0...count).map { try tree.root(size: UInt64($0), hasher: hasher) }
        for new in 0...count {
            for old in 0...new {
                let proof = try ConsistencyProof(
                    oldSize: UInt64(old), newSize: UInt64(new), reader: tree, hasher: hasher)
                let expected = old == 0 ? [] : NaiveMerkle.consistency(old, leaves[..<new], hasher)
                if proof.hashes != expected
                    || proof.hashes.count != ConsistencyProof.length(oldSize: UInt64(old), newSize: UInt64(new))
                {
                    Issue.record("proof from \(old) to \(new)")
                }
                try proof.verify(oldRoot: roots[old], newRoot: roots[new], hasher: hasher)
            }
        }
    }

    /// Whatever is changed in a proof, its index, its sizes or the roots, it no longer verifies.
    @Test(arguments: 0..<60)
    func changedProofsFail(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        let hasher = SHA256Hasher()
        let size = random.next() % 200 + 2
        let leaves = (0..<size).map { hasher.leaf([UInt8($0)]) }
        var tree = MerkleTree()
        for leaf in leaves { tree.append(leaf, hasher: hasher) }
        let root = try tree.root(size: size, hasher: hasher)
        let index = random.next() % size
        let good = try InclusionProof(index: index, size: size, reader: tree, hasher: hasher)
        let leaf = leaves[Int(index)]
        let other = hasher.leaf([1, 2, 3])

        func fails(_ proof: InclusionProof, _ leaf: Hash, _ root: Hash) {
            #expect(throws: LogError.self) { try proof.verify(leaf: leaf, root: root, hasher: hasher) }
        }
        fails(good, other, root)
        fails(good, leaf, other)
        fails(InclusionProof(index: index ^ 1, size: size, hashes: good.hashes), leaf, root)
        fails(InclusionProof(index: size, size: size, hashes: good.hashes), leaf, root)
        fails(InclusionProof(index: index, size: size, hashes: good.hashes + [other]), leaf, root)
        fails(InclusionProof(index: index, size: size, hashes: [other] + good.hashes), leaf, root)
        fails(InclusionProof(index: index, size: size, hashes: Array(good.hashes.dropLast())), leaf, root)
        for position in good.hashes.indices {
            var hashes = good.hashes
            hashes[position] = other
            fails(InclusionProof(index: index, size: size, hashes: hashes), leaf, root)
        }

        let old = random.next() % (size - 1) + 1
        let oldRoot = try tree.root(size: old, hasher: hasher)
        let consistency = try ConsistencyProof(oldSize: old, newSize: size, reader: tree, hasher: hasher)
        func failsConsistency(_ proof: ConsistencyProof, _ oldRoot: Hash, _ newRoot: Hash) {
            #expect(throws: LogError.self) { try proof.verify(oldRoot: oldRoot, newRoot: newRoot, hasher: hasher) }
        }
        failsConsistency(consistency, other, root)
        failsConsistency(consistency, oldRoot, other)
        failsConsistency(
            ConsistencyProof(oldSize: old, newSize: size, hashes: consistency.hashes + [other]), oldRoot, root)
        failsConsistency(ConsistencyProof(oldSize: size, newSize: old, hashes: consistency.hashes), root, oldRoot)
        for position in consistency.hashes.indices {
            var hashes = consistency.hashes
            hashes[position] = other
            failsConsistency(ConsistencyProof(oldSize: old, newSize: size, hashes: hashes), oldRoot, root)
        }
    }

    @Test func sizeZero() throws {
        let hasher = SHA256Hasher()
        let root = hasher.leaf([1])
        let empty = SHA256Hasher.emptyRoot
        try ConsistencyProof(oldSize: 0, newSize: 0, hashes: []).verify(oldRoot: empty, newRoot: empty, hasher: hasher)
        try ConsistencyProof(oldSize: 0, newSize: 9, hashes: []).verify(oldRoot: empty, newRoot: root, hasher: hasher)
        for (proof, oldRoot, newRoot) in [
            (ConsistencyProof(oldSize: 0, newSize: 9, hashes: [root]), empty, root),
            (ConsistencyProof(oldSize: 0, newSize: 9, hashes: []), root, root),
            (ConsistencyProof(oldSize: 0, newSize: 0, hashes: []), empty, root),
            (ConsistencyProof(oldSize: 9, newSize: 9, hashes: []), root, empty),
        ] {
            #expect(throws: LogError.self) { try proof.verify(oldRoot: oldRoot, newRoot: newRoot, hasher: hasher) }
        }
    }

    /// Sizes up to 2^63 − 1: a frontier whose subtrees are made up, and proofs along its right edge.
    @Test(arguments: 0..<40)
    func largeSizes(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed) &+ 77)
        let hasher = SHA256Hasher()
        let size = (random.next() >> (random.next() % 24 + 1)) | 1
        let hashes = (0..<size.nonzeroBitCount).map { hasher.leaf([UInt8($0)]) }
        let frontier = try Frontier(size: size, hashes: hashes)
        // The last leaf is a lone right node: its proof is all the other subtrees.
        let proof = InclusionProof(index: size - 1, size: size, hashes: hashes.dropLast().reversed())
        try proof.verify(leaf: hashes[hashes.count - 1], root: frontier.root(hasher: hasher), hasher: hasher)
        let plan = try ProofPlan(inclusionOf: size - 1, size: size)
        #expect(plan.subtrees.count == hashes.count - 1)

        var grown = frontier
        let more = Int(random.next() % 50) + 1
        for leaf in 0..<more { grown.append(hasher.leaf([9, UInt8(leaf)]), hasher: hasher) }
        let consistency = try ConsistencyProof(
            oldSize: size, newSize: grown.size,
            reader: SyntheticTree(size: size, frontier: hashes, firstNew: size, hasher: hasher), hasher: hasher)
        try consistency.verify(
            oldRoot: frontier.root(hasher: hasher), newRoot: grown.root(hasher: hasher), hasher: hasher)
    }

    @Test func limits() throws {
        #expect(throws: LogError.self) { try Frontier(size: 1 << 63, hashes: [Hash()]) }
        #expect(throws: LogError.self) { try Frontier(size: 3, hashes: [Hash()]) }
        #expect(throws: LogError.self) { try ProofPlan(inclusionOf: 0, size: 0) }
        #expect(throws: LogError.self) { try ProofPlan(inclusionOf: 5, size: 5) }
        #expect(throws: LogError.self) { try ProofPlan(inclusionOf: 5, size: 1 << 63) }
        #expect(throws: LogError.self) { try ProofPlan(consistencyFrom: 6, to: 5) }
        #expect(InclusionProof.length(index: 0, size: TreeLimits.maximumSize) == 63)
        #expect(throws: LogError.self) { try MerkleTree().root(size: 1, hasher: SHA256Hasher()) }
    }
}

/// A tree of which only the frontier at `size` and the leaves after it are known.
private struct SyntheticTree: HashReader {
    let size: UInt64
    let frontier: [Hash]
    let firstNew: UInt64
    let hasher: SHA256Hasher

    func hashes(of subtrees: [Subtree]) throws -> [Hash] {
        try subtrees.map { try hash($0) }
    }

    private func hash(_ subtree: Subtree) throws -> Hash {
        let start = subtree.index << UInt64(subtree.level)
        if start >= firstNew {
            return subtree.level == 0
                ? hasher.leaf([9, UInt8(start - firstNew)])
                : try node(subtree)
        }
        var position: UInt64 = 0
        var place = 0
        for bit in (0..<63).reversed() where size >> UInt64(bit) & 1 == 1 {
            if position == start, bit == subtree.level { return frontier[place] }
            position += 1 << UInt64(bit)
            place += 1
        }
        return try node(subtree)
    }

    private func node(_ subtree: Subtree) throws -> Hash {
        guard subtree.level > 0 else { throw Missing() }
        return hasher.node(
            try hash(Subtree(level: subtree.level - 1, index: subtree.index * 2)),
            try hash(Subtree(level: subtree.level - 1, index: subtree.index * 2 + 1)))
    }

    private struct Missing: Error {}
}
