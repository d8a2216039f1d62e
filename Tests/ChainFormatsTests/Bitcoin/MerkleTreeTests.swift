import ChainCrypto
import ChainFormats
import Testing

@Suite struct MerkleTreeTests {
    private static func leaves(_ count: Int) -> [Hash256] { (0..<count).map { SHA256.hash([UInt8($0)]) } }

    /// The definition, written slowly.
    private static func slowRoot(_ leaves: [Hash256]) -> Hash256 {
        var level = leaves.map(\.bytes)
        while level.count > 1 {
            if level.count % 2 == 1 { level.append(level[level.count - 1]) }
            level = stride(from: 0, to: level.count, by: 2).map {
                SHA256.hash(SHA256.hash(level[$0] + level[$0 + 1]).bytes).bytes
            }
        }
        return Hash256(level.first ?? []) ?? .zero
    }

    @Test func agreesWithTheDefinition() {
        for count in 0...70 {
            let root = MerkleTree.root(Self.leaves(count))
            #expect(root.hash == Self.slowRoot(Self.leaves(count)), "\(count) leaves")
            #expect(!root.isMutated)
        }
    }

    /// Repeating the last leaves below an odd node keeps the root: the copy must be noticed, wherever the level is.
    @Test(arguments: [(3, 1), (5, 1), (6, 2), (7, 1), (10, 2), (12, 4), (20, 4), (1, 1)])
    func repetitionIsMutation(_ count: Int, _ repeated: Int) {
        let leaves = Self.leaves(count)
        let twin = MerkleTree.root(leaves + leaves.suffix(repeated))
        #expect(twin.isMutated)
        if count > 1 { #expect(twin.hash == MerkleTree.root(leaves).hash) }
    }

    @Test func equalLeavesInDifferentPairsAreNoMutation() {
        var leaves = Self.leaves(4)
        leaves[2] = leaves[1]
        #expect(!MerkleTree.root(leaves).isMutated)
    }
}
