import Testing
import TransparencyLog

@Suite struct WitnessTests {
    private let hasher = SHA256Hasher()
    private let log: NoteSigner
    private var tree = MerkleTree()

    init() throws {
        log = try NoteSigner(name: KeyName("log.example"), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        for index in 0..<20 { tree.append(hasher.leaf([UInt8(index)]), hasher: hasher) }
    }

    private func signed(_ size: UInt64, root: Hash? = nil) throws -> SignedCheckpoint {
        try SignedCheckpoint(
            Checkpoint(origin: "log.example", size: size, root: root ?? tree.root(size: size, hasher: hasher)),
            signer: log)
    }

    private func request(_ old: UInt64, _ new: UInt64, root: Hash? = nil, proof: [Hash]? = nil) throws
        -> AddCheckpointRequest
    {
        let made = try ConsistencyProof(oldSize: old, newSize: new, reader: tree, hasher: hasher).hashes
        let request = AddCheckpointRequest(
            oldSize: old, proof: proof ?? made, signedCheckpoint: try signed(new, root: root))
        #expect(try AddCheckpointRequest(parsing: request.encode()) == request)
        return request
    }

    private func head(_ size: UInt64) throws -> WitnessedHead {
        WitnessedHead(size: size, root: try tree.root(size: size, hasher: hasher))
    }

    private func decide(_ request: AddCheckpointRequest, _ last: WitnessedHead?) -> WitnessDecision {
        WitnessDecision.decide(request, logKeys: [log.verifierKey], last: last, hasher: hasher)
    }

    @Test func decisions() throws {
        #expect(decide(try request(0, 7), nil) == .cosign(try head(7)))
        #expect(decide(try request(7, 13), try head(7)) == .cosign(try head(13)))
        #expect(
            decide(try request(7, 7), try head(7)) == .cosign(try head(7)), "the same head again only renews the time")
        #expect(decide(try request(0, 13), try head(7)) == .conflict(size: 7))
        #expect(decide(try request(8, 13), try head(7)) == .conflict(size: 7))
        #expect(decide(try request(5, 6), nil) == .conflict(size: 0))
        #expect(decide(try request(7, 7, root: hasher.leaf([99])), try head(7)) == .equivocation)
        #expect(decide(try request(7, 13, root: hasher.leaf([99])), try head(7)).status == 422)
        #expect(decide(try request(7, 13, proof: []), try head(7)).status == 422)
        #expect(decide(try request(0, 13, proof: [hasher.leaf([1])]), nil).status == 422)
        let other = try NoteSigner(name: KeyName("log.example"), type: .ed25519, seed: [UInt8](repeating: 2, count: 32))
        let request = try request(0, 7)
        #expect(WitnessDecision.decide(request, logKeys: [other.verifierKey], last: nil, hasher: hasher).status == 403)
        #expect(WitnessDecision.decide(request, logKeys: [], last: nil, hasher: hasher) == .unknownLog)
    }

    @Test func emptyTree() throws {
        #expect(decide(try request(0, 0), nil) == .cosign(WitnessedHead(size: 0, root: SHA256Hasher.emptyRoot)))
        let text = Array("log.example\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".utf8)
        let note = try SignedNote(text: text, signatures: [try log.sign(text: text)])
        let request = try AddCheckpointRequest(parsing: Array("old 0\n\n".utf8) + note.encode())
        #expect(decide(request, nil).status == 422)
    }

    @Test func malformedRequests() throws {
        let note = try signed(7).encode()
        func code(_ head: String) -> LogError.Code? {
            do throws(LogError) {
                _ = try AddCheckpointRequest(parsing: Array(head.utf8) + note)
            } catch { return error.code }
            return nil
        }
        let hash = Base64.encode(hasher.leaf([1]).bytes)
        #expect(code("old 0\n\n") == nil)
        #expect(code("old 7\n\n") == nil)
        #expect(code("old 8\n\n") == .indexOutOfRange)
        #expect(code("old 07\n\n") == .malformedNumber)
        #expect(code("old -1\n\n") == .malformedNumber)
        #expect(code("old\n\n") == .malformedLine)
        #expect(code("\n") == .malformedLine)
        #expect(code("old 1\n\(hash)x\n\n") == .malformedBase64)
        #expect(code("old 1\n" + String(repeating: hash + "\n", count: 63) + "\n") == nil)
        #expect(code("old 1\n" + String(repeating: hash + "\n", count: 64) + "\n") == .wrongProofLength)
    }

    @Test(.enabled(if: SharedVectors.arePresent, Comment(rawValue: SharedVectors.skipped)))
    func litewitnessSequence() throws {
        struct File: Decodable {
            struct Exchange: Decodable {
                let body: String
                let status_c2sp_v1: Int
            }
            let log_vkey: String
            let exchanges_in_order: [Exchange]
        }
        let file = try SharedVectors.decode(File.self, "witness-protocol/add_checkpoint_sequence.json")
        let key = try VerifierKey(file.log_vkey)
        var last: WitnessedHead?
        #expect(file.exchanges_in_order.count == 9)
        for (index, exchange) in file.exchanges_in_order.enumerated() {
            if index == 1 {
                // Its bad signature is written with spare bits that are not zero, so here it is malformed (400) before
                // it can be wrong (403).
                let error = #expect(throws: LogError.self) {
                    try AddCheckpointRequest(parsing: Array(exchange.body.utf8))
                }
                #expect(error?.code == .malformedBase64)
                continue
            }
            let request = try AddCheckpointRequest(parsing: Array(exchange.body.utf8))
            let isKnown = request.signedCheckpoint.checkpoint.origin == key.name.text
            let decision = WitnessDecision.decide(request, logKeys: isKnown ? [key] : [], last: last, hasher: hasher)
            #expect(decision.status == exchange.status_c2sp_v1)
            if case .cosign(let head) = decision { last = head }
        }
        #expect(last?.size == 5)
    }
}
