import Testing
import TransparencyLog

@Suite(.enabled(if: SharedVectors.arePresent, Comment(rawValue: SharedVectors.skipped)))
struct RFC6962VectorTests {
    private struct Inclusion: Decodable {
        let source_path: String
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let source_path: String
        let size1: UInt64
        let size2: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool
    }

    private struct Reference: Decodable {
        let root_hashes_hex_by_size: [String]
        let leaf_hashes_hex: [String]
    }

    /// nil when it is not 32 bytes: such a vector is refused by its length.
    private func hash(_ text: String) -> Hash? {
        Base64.decode(text.utf8).flatMap { Hash(bytes: $0) }
    }

    @Test func inclusion() throws {
        let hasher = SHA256Hasher()
        let vectors = try SharedVectors.decode([Inclusion].self, "rfc6962-merkle/inclusion.json")
        #expect(vectors.count == 98)
        for vector in vectors {
            var accepted = false
            let hashes = (vector.proof ?? []).map { hash($0) }
            if let leaf = hash(vector.leafHash), let root = hash(vector.root), !hashes.contains(nil) {
                let proof = InclusionProof(
                    index: vector.leafIdx, size: vector.treeSize, hashes: hashes.compactMap(\.self))
                accepted = (try? proof.verify(leaf: leaf, root: root, hasher: hasher)) != nil
            }
            #expect(accepted == !vector.wantErr, "\(vector.source_path)")
        }
    }

    @Test func consistency() throws {
        let hasher = SHA256Hasher()
        let vectors = try SharedVectors.decode([Consistency].self, "rfc6962-merkle/consistency.json")
        #expect(vectors.count == 98)
        for vector in vectors {
            var accepted = false
            let hashes = (vector.proof ?? []).map { hash($0) }
            let roots = (hash(vector.root1), hash(vector.root2))
            if case (let old?, let new?) = roots, !hashes.contains(nil) {
                let proof = ConsistencyProof(
                    oldSize: vector.size1, newSize: vector.size2, hashes: hashes.compactMap(\.self))
                accepted = (try? proof.verify(oldRoot: old, newRoot: new, hasher: hasher)) != nil
            }
            // Those vectors refuse size 0, which tlog-witness requires; and accept one with roots that are not 32 bytes.
            if vector.size1 == 0 || roots.0 == nil || roots.1 == nil { continue }
            #expect(accepted == !vector.wantErr, "\(vector.source_path)")
        }
    }

    @Test func referenceTree() throws {
        let hasher = SHA256Hasher()
        let reference = try SharedVectors.decode(Reference.self, "rfc6962-merkle/reference_tree.json")
        var frontier = Frontier()
        #expect(frontier.root(hasher: hasher).hex == reference.root_hashes_hex_by_size[0])
        for (index, leaf) in reference.leaf_hashes_hex.enumerated() {
            frontier.append(try #require(Hash(hex: leaf)), hasher: hasher)
            #expect(frontier.root(hasher: hasher).hex == reference.root_hashes_hex_by_size[index + 1])
        }
        #expect(
            hasher.leaf(Array("L123456".utf8)).hex == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
        )
    }
}
