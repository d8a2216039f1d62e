import Testing
import TransparencyLog

@Suite struct HeadMemoryTests {
    private let hasher = SHA256Hasher()
    private var tree = MerkleTree()

    init() {
        for index in 0..<20 { tree.append(hasher.leaf([UInt8(index)]), hasher: hasher) }
    }

    private func checkpoint(_ origin: String, _ size: UInt64, root: Hash? = nil) throws -> Checkpoint {
        try Checkpoint(origin: origin, size: size, root: root ?? tree.root(size: size, hasher: hasher))
    }

    private func proof(_ old: UInt64, _ new: UInt64) throws -> [Hash] {
        try ConsistencyProof(oldSize: old, newSize: new, reader: tree, hasher: hasher).hashes
    }

    @Test func growsAndNeverGoesBack() throws {
        var memory = HeadMemory()
        #expect(memory["b"] == nil)
        try memory.admit(checkpoint("b", 5), proof: [], hasher: hasher)
        try memory.admit(checkpoint("a", 3), proof: [], hasher: hasher)
        try memory.admit(checkpoint("b", 5), proof: [], hasher: hasher)
        try memory.admit(checkpoint("b", 9), proof: proof(5, 9), hasher: hasher)
        #expect(memory["b"]?.size == 9)
        #expect(memory["a"]?.size == 3)
        let before = memory
        func code(_ checkpoint: Checkpoint, _ proof: [Hash]) -> LogError.Code? {
            do throws(LogError) {
                try memory.admit(checkpoint, proof: proof, hasher: hasher)
            } catch { return error.code }
            return nil
        }
        #expect(try code(checkpoint("b", 8), []) == .staleHead)
        #expect(try code(checkpoint("b", 9, root: hasher.leaf([9])), []) == .forkedHead)
        #expect(try code(checkpoint("b", 12, root: hasher.leaf([9])), proof(9, 12)) == .forkedHead)
        #expect(try code(checkpoint("b", 12), []) == .wrongProofLength)
        #expect(try code(checkpoint("b", 12), proof(8, 12)) != nil)
        #expect(memory == before)
        #expect(try HeadMemory(parsing: memory.encode()) == memory)
        #expect(
            String(decoding: memory.encode(), as: UTF8.self).hasPrefix("tlog-heads/v1\na\n3\n"), "sorted by origin")
        try memory.admit(checkpoint("b", 12), proof: proof(9, 12), hasher: hasher)
        #expect(memory["b"]?.size == 12)
    }

    @Test(
        arguments: [
            ("", LogError.Code.truncated), ("tlog-heads/v2\n", .malformedLine), ("tlog-heads/v1", .missingNewline),
            ("tlog-heads/v1\na\n1\nROOT\n", .truncated), ("tlog-heads/v1\na\n1\nROOT\nx\n", .malformedLine),
            ("tlog-heads/v1\na\n01\nROOT\n\n", .malformedNumber),
            ("tlog-heads/v1\n\n1\nROOT\n\n", .originMismatch),
            ("tlog-heads/v1\nb\n1\nROOT\n\na\n1\nROOT\n\n", .duplicateName),
            ("tlog-heads/v1\na\n1\nROOT\n\na\n1\nROOT\n\n", .duplicateName),
        ])
    func refused(text: String, code: LogError.Code) {
        let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        let error = #expect(throws: LogError.self) {
            try HeadMemory(parsing: Array(text.replacing("ROOT", with: root).utf8))
        }
        #expect(error?.code == code)
    }

    /// Two notes of one log and size with different roots, from two witnesses: the fork is seen by whoever compares.
    @Test func gossip() throws {
        let seen = WitnessedHead(try checkpoint("l", 6))
        #expect(throws: LogError.self) {
            try seen.followed(by: checkpoint("l", 6, root: hasher.leaf([1])), proof: [], hasher: hasher)
        }
        #expect(try seen.followed(by: checkpoint("l", 6), proof: [], hasher: hasher) == seen)
    }
}
