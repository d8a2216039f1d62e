import Testing
import TransparencyLog

/// The two profiles (LEDGER.md D7b) from the entry to the verified proof: the same structures, other algorithms.
@Suite struct ProfileTests {
    private struct Profile {
        let hasher: TreeHasher
        let log: NoteSigner
        let witnesses: [NoteSigner]
    }

    private static func profile(_ algorithm: HashAlgorithm) throws -> Profile {
        func signer(_ name: String, _ type: KeyType, _ seed: UInt8) throws -> NoteSigner {
            try NoteSigner(name: KeyName(name), type: type, seed: [UInt8](repeating: seed, count: 32))
        }
        let isSM2 = algorithm == .sm3
        return Profile(
            hasher: TreeHasher(algorithm), log: try signer("log.example/审计", isSM2 ? .sm2 : .ed25519, 1),
            witnesses: [
                try signer("regulator.example/w1", isSM2 ? .sm2Cosignature : .cosignature, 2),
                // A witness of the other kind beside it: cosigning does not depend on the tree.
                try signer("ngo.example/w1", isSM2 ? .cosignature : .sm2Cosignature, 3),
            ])
    }

    @Test(arguments: HashAlgorithm.allCases)
    func entryToProof(algorithm: HashAlgorithm) throws {
        let profile = try Self.profile(algorithm)
        let hasher = profile.hasher
        var writer = TileWriter(hasher: hasher)
        var tree = MerkleTree()
        for index in 0..<300 {
            let entry = Array("entry \(index)".utf8)
            try writer.append(entry)
            tree.append(hasher.leaf(entry), hasher: hasher)
        }
        let publication = try writer.publish()
        #expect(publication.root == (try tree.root(size: 300, hasher: hasher)))
        let checkpoint = try Checkpoint(
            origin: profile.log.verifierKey.name.text, size: publication.size, root: publication.root,
            algorithm: algorithm)
        var signed = try SignedCheckpoint(checkpoint, signer: profile.log)
        for witness in profile.witnesses {
            let line = try witness.cosign(checkpoint, time: 1_767_225_600)
            #expect(signed.add([line], from: [witness.verifierKey]).count == 1)
        }
        let policy = try TrustPolicy(
            parsing: Array(
                """
                log \(profile.log.verifierKey) https://log.example
                witness regulator \(profile.witnesses[0].verifierKey)
                witness ngo \(profile.witnesses[1].verifierKey)
                group governance all regulator ngo
                quorum governance

                """.utf8))
        let inclusion = try InclusionProof(index: 123, size: 300, reader: tree, hasher: hasher)
        let proof = try OfflineProof(
            parsing: OfflineProof(index: 123, hashes: inclusion.hashes, signedCheckpoint: signed).encode())
        let verified = try proof.verify(
            leaf: hasher.leaf(Array("entry 123".utf8)), policy: policy, latestTime: 1_767_225_600, hasher: hasher)
        #expect(verified.logKey == profile.log.verifierKey)
        #expect(verified.cosignatures.map(\.time) == [1_767_225_600, 1_767_225_600])

        // Neither the other hash function, nor another entry, nor one witness less.
        let other = TreeHasher(algorithm == .sm3 ? .sha256 : .sm3)
        #expect(throws: LogError.self) {
            try proof.verify(leaf: other.leaf(Array("entry 123".utf8)), policy: policy, hasher: other)
        }
        #expect(throws: LogError.self) {
            try proof.verify(leaf: hasher.leaf(Array("entry 124".utf8)), policy: policy, hasher: hasher)
        }
        let alone = try SignedCheckpoint(checkpoint, signer: profile.log)
        let error = #expect(throws: LogError.self) { try policy.verify(alone) }
        #expect(error?.code == .quorumNotMet)
    }

    @Test func emptyTrees() throws {
        for algorithm in HashAlgorithm.allCases {
            let hasher = TreeHasher(algorithm)
            let empty = try Checkpoint(origin: "l", size: 0, root: hasher.emptyRoot, algorithm: algorithm)
            let other: HashAlgorithm = algorithm == .sm3 ? .sha256 : .sm3
            #expect(throws: LogError.self) {
                try Checkpoint(origin: "l", size: 0, root: hasher.emptyRoot, algorithm: other)
            }
            #expect(try Checkpoint(parsing: empty.text) == empty)
            let next = hasher.leaf([1])
            try ConsistencyProof(oldSize: 0, newSize: 1, hashes: [])
                .verify(oldRoot: hasher.emptyRoot, newRoot: next, hasher: hasher)
            #expect(throws: LogError.self) {
                try ConsistencyProof(oldSize: 0, newSize: 1, hashes: [])
                    .verify(oldRoot: other.emptyRoot, newRoot: next, hasher: hasher)
            }
        }
    }

    @Test func extensionLines() throws {
        let checkpoint = try Checkpoint(origin: "l", size: 1, root: Hash(), extensions: ["one", "二"])
        #expect(try Checkpoint(parsing: checkpoint.text, allowsExtensions: true) == checkpoint)
        for line in ["", "a\nb", "a\u{9}b"] {
            #expect(throws: LogError.self) { try Checkpoint(origin: "l", size: 1, root: Hash(), extensions: [line]) }
        }
    }
}
