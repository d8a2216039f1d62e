import Testing
import TransparencyLog

@Suite struct SubtreeProofTests {
    @Test(
        arguments: [
            (0, 1, true), (0, 7, true), (4, 6, true), (4, 7, true), (4, 8, true), (4, 9, false), (2, 4, true),
            (2, 5, false),
            (1, 2, true), (1, 3, false), (3, 3, false), (5, 4, false), (8, 13, true), (12, 13, true),
            (0, TreeLimits.maximumSize, true), (0, 1 << 63, false), (1 << 62, TreeLimits.maximumSize, true),
        ] as [(UInt64, UInt64, Bool)])
    func subtrees(start: UInt64, end: UInt64, isSubtree: Bool) {
        #expect(SubtreeProof.isSubtree(start: start, end: end) == isSubtree)
    }

    private struct Inclusion: Decodable {
        let source_path: String
        let leafIdx: UInt64
        let start: UInt64
        let end: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let source_path: String
        let start: UInt64
        let end: UInt64
        let size: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool
    }

    private func hash(_ text: String) -> Hash? {
        Base64.decode(text.utf8).flatMap { Hash(bytes: $0) }
    }

    @Test(.enabled(if: SharedVectors.arePresent, Comment(rawValue: SharedVectors.skipped)))
    func inclusion() throws {
        let hasher = SHA256Hasher()
        let vectors = try SharedVectors.decode([Inclusion].self, "rfc6962-merkle/subtreeinclusion.json")
        #expect(vectors.count == 204)
        for vector in vectors {
            let proof = (vector.proof ?? []).map { hash($0) }
            var isAccepted = false
            if let leaf = hash(vector.leafHash), let root = hash(vector.root), !proof.contains(nil) {
                isAccepted =
                    (try? SubtreeProof.verifyInclusion(
                        of: leaf, at: vector.leafIdx, start: vector.start, end: vector.end,
                        proof: proof.compactMap(\.self), root: root, hasher: hasher)) != nil
            }
            #expect(isAccepted == !vector.wantErr, "\(vector.source_path)")
        }
    }

    @Test(.enabled(if: SharedVectors.arePresent, Comment(rawValue: SharedVectors.skipped)))
    func consistency() throws {
        let hasher = SHA256Hasher()
        let vectors = try SharedVectors.decode([Consistency].self, "rfc6962-merkle/subtreeconsistency.json")
        #expect(vectors.count == 118)
        var exceptions = 0
        for vector in vectors {
            let proof = (vector.proof ?? []).map { hash($0) }
            var isAccepted = false
            // Six vectors accept an empty subtree, which proves nothing and is none here; one has roots that are not 32 bytes.
            let isException =
                vector.start == vector.end
                || vector.source_path.hasSuffix("/sizes-are-equal-one-and-proof-is-empty.json")
            if let part = hash(vector.root1), let root = hash(vector.root2), !proof.contains(nil) {
                isAccepted =
                    (try? SubtreeProof.verifyConsistency(
                        start: vector.start, end: vector.end, size: vector.size, proof: proof.compactMap(\.self),
                        subtreeRoot: part, root: root, hasher: hasher)) != nil
            }
            if !vector.wantErr, isException { exceptions += 1 }
            #expect(isAccepted == (!vector.wantErr && !isException), "\(vector.source_path)")
        }
        #expect(exceptions == 7)
    }

    /// Every subtree of every size up to 40 against a proof made by the definition of the draft: the hashes beside the
    /// path from the end of the subtree to the root.
    @Test(arguments: HashAlgorithm.allCases)
    func allSmallTrees(algorithm: HashAlgorithm) throws {
        let hasher = TreeHasher(algorithm)
        let leaves = (0..<40).map { hasher.leaf([UInt8($0)]) }
        for size in 1...40 {
            let root = NaiveMerkle.root(leaves[..<size], hasher)
            for end in 1...size {
                for start in 0..<end where SubtreeProof.isSubtree(start: UInt64(start), end: UInt64(end)) {
                    let part = NaiveMerkle.root(leaves[start..<end], hasher)
                    let proof = Self.proof(start, end, 0, size, true, leaves, hasher)
                    func verify(_ proof: [Hash], _ part: Hash, _ root: Hash) -> Bool {
                        (try? SubtreeProof.verifyConsistency(
                            start: UInt64(start), end: UInt64(end), size: UInt64(size), proof: proof, subtreeRoot: part,
                            root: root, hasher: hasher)) != nil
                    }
                    if !verify(proof, part, root) { Issue.record("\(start) ..< \(end) of \(size)") }
                    if verify(proof, leaves[0].bytes == part.bytes ? leaves[1] : leaves[0], root)
                        || verify(proof + [part], part, root)
                        || (!proof.isEmpty && verify(proof.dropLast(), part, root))
                    {
                        Issue.record("accepted something else for \(start) ..< \(end) of \(size)")
                    }
                }
            }
        }
    }

    /// SUBTREE_SUBPROOF of the draft, over the leaves `low ..< high`.
    private static func proof(
        _ start: Int, _ end: Int, _ low: Int, _ high: Int, _ isKnown: Bool, _ leaves: [Hash], _ hasher: TreeHasher
    ) -> [Hash] {
        if start == low, end == high { return isKnown ? [] : [NaiveMerkle.root(leaves[low..<high], hasher)] }
        var power = 1
        while power * 2 < high - low { power *= 2 }
        let middle = low + power
        if end <= middle {
            return proof(start, end, low, middle, isKnown, leaves, hasher)
                + [NaiveMerkle.root(leaves[middle..<high], hasher)]
        }
        if middle <= start {
            return proof(start, end, middle, high, isKnown, leaves, hasher)
                + [NaiveMerkle.root(leaves[low..<middle], hasher)]
        }
        return proof(middle, end, middle, high, false, leaves, hasher)
            + [NaiveMerkle.root(leaves[low..<middle], hasher)]
    }
}
