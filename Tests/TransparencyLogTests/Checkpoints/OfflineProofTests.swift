import Testing
import TransparencyLog

@Suite struct OfflineProofTests {
    private let hasher = SHA256Hasher()
    private let proof: OfflineProof
    private let leaf: Hash
    private let policy: TrustPolicy
    private let witnessKey: VerifierKey

    init() throws {
        let log = try NoteSigner(name: KeyName("log.example"), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        let witness = try NoteSigner(
            name: KeyName("w.example"), type: .cosignature, seed: [UInt8](repeating: 2, count: 32))
        witnessKey = witness.verifierKey
        var tree = MerkleTree()
        for index in 0..<11 { tree.append(hasher.leaf([UInt8(index)]), hasher: hasher) }
        leaf = hasher.leaf([6])
        let checkpoint = try Checkpoint(origin: "log.example", size: 11, root: tree.root(size: 11, hasher: hasher))
        var signed = try SignedCheckpoint(checkpoint, signer: log)
        _ = signed.add([try witness.cosign(checkpoint, time: 1000)], from: [witness.verifierKey])
        let inclusion = try InclusionProof(index: 6, size: 11, reader: tree, hasher: hasher)
        proof = OfflineProof(index: 6, hashes: inclusion.hashes, signedCheckpoint: signed, extra: [1, 2])
        policy = try TrustPolicy(
            parsing: Array("log \(log.verifierKey)\nwitness w \(witness.verifierKey)\nquorum w\n".utf8))
    }

    @Test func roundTrip() throws {
        let bytes = proof.encode()
        let parsed = try OfflineProof(parsing: bytes)
        #expect(parsed == proof)
        #expect(parsed.encode() == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("c2sp.org/tlog-proof@v1\nextra AQI=\nindex 6\n"))
        let verified = try parsed.verify(leaf: leaf, policy: policy, latestTime: 1000, hasher: hasher)
        #expect(verified.cosignatures.map(\.time) == [1000])
        #expect(verified.checkpoint.size == 11)
    }

    @Test func wrongThings() throws {
        func code(_ body: () throws(LogError) -> Void) -> LogError.Code? {
            do throws(LogError) { try body() } catch { return error.code }
            return nil
        }
        func verify(_ proof: OfflineProof, _ leaf: Hash, latest: UInt64? = nil) -> LogError.Code? {
            code { () throws(LogError) in
                _ = try proof.verify(leaf: leaf, policy: policy, latestTime: latest, hasher: hasher)
            }
        }
        #expect(verify(proof, leaf) == nil)
        #expect(verify(proof, leaf, latest: 999) == .unacceptableTime)
        #expect(verify(proof, hasher.leaf([7])) == .rootMismatch)
        #expect(
            verify(OfflineProof(index: 7, hashes: proof.hashes, signedCheckpoint: proof.signedCheckpoint), leaf)
                == .rootMismatch)
        #expect(
            verify(OfflineProof(index: 11, hashes: proof.hashes, signedCheckpoint: proof.signedCheckpoint), leaf)
                == .indexOutOfRange)
        #expect(
            verify(
                OfflineProof(index: 6, hashes: proof.hashes.dropLast(), signedCheckpoint: proof.signedCheckpoint), leaf)
                == .wrongProofLength)
    }

    @Test(
        arguments: [
            ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2", LogError.Code.notAProof),
            ("index 6", "index 06", .malformedNumber),
            ("index 6", "index -6", .malformedNumber),
            ("index 6", "Index 6", .malformedLine),
            ("extra AQI=", "extra AQI", .malformedBase64),
            ("extra AQI=\n", "", nil),
            ("\n\nlog.example", "\nlog.example", .malformedBase64),
            ("index 6\n", "index 6\nAAAA\n", .malformedHash),
        ] as [(String, String, LogError.Code?)])
    func malformed(old: String, new: String, code: LogError.Code?) {
        let text = String(decoding: proof.encode(), as: UTF8.self)
        #expect(text.contains(old))
        let changed = Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
        do throws(LogError) {
            _ = try OfflineProof(parsing: changed)
            #expect(code == nil)
        } catch {
            #expect(error.code == code)
        }
    }

    @Test func sixtyFourHashes() {
        let many = OfflineProof(
            index: 6, hashes: [Hash](repeating: leaf, count: 64), signedCheckpoint: proof.signedCheckpoint)
        let error = #expect(throws: LogError.self) { try OfflineProof(parsing: many.encode()) }
        #expect(error?.code == .wrongProofLength)
    }
}
