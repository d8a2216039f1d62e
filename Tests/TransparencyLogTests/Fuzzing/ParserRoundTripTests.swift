import Testing
import TransparencyLog

/// Good inputs with a few bytes changed, from printed seeds: whatever is still accepted keeps its promises.
@Suite struct ParserRoundTripTests {
    private let parsers: [(name: String, seed: [UInt8], parse: ([UInt8]) -> Bool)]

    init() throws {
        let hasher = SHA256Hasher()
        let log = try NoteSigner(name: KeyName("log.example"), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        let witness = try NoteSigner(
            name: KeyName("w.example"), type: .cosignature, seed: [UInt8](repeating: 2, count: 32))
        var tree = MerkleTree()
        for index in 0..<9 { tree.append(hasher.leaf([UInt8(index)]), hasher: hasher) }
        let checkpoint = try Checkpoint(origin: "log.example", size: 9, root: tree.root(size: 9, hasher: hasher))
        var signed = try SignedCheckpoint(checkpoint, signer: log)
        _ = signed.add([try witness.cosign(checkpoint, time: 7)], from: [witness.verifierKey])
        let inclusion = try InclusionProof(index: 3, size: 9, reader: tree, hasher: hasher)
        let consistency = try ConsistencyProof(oldSize: 5, newSize: 9, reader: tree, hasher: hasher)
        let sm2 = try NoteSigner(
            name: KeyName("s.example"), type: .sm2Cosignature, seed: [UInt8](repeating: 3, count: 32))
        var heads = HeadMemory()
        try heads.admit(checkpoint, proof: [], hasher: hasher)
        let policy = "# p\nlog \(log.verifierKey) u\nwitness w \(witness.verifierKey)\ngroup g any w\nquorum g\n"
        parsers = [
            ("note", signed.encode(), ParserRoundTrips.note),
            ("checkpoint", checkpoint.text + Array("extension\n".utf8), ParserRoundTrips.checkpoint),
            (
                "proof",
                OfflineProof(index: 3, hashes: inclusion.hashes, signedCheckpoint: signed, extra: [1]).encode(),
                ParserRoundTrips.offlineProof
            ),
            (
                "request",
                AddCheckpointRequest(oldSize: 5, proof: consistency.hashes, signedCheckpoint: signed).encode(),
                ParserRoundTrips.addCheckpointRequest
            ),
            ("key", Array(log.verifierKey.description.utf8), ParserRoundTrips.verifierKey),
            ("SM2 key", Array(sm2.verifierKey.description.utf8), ParserRoundTrips.verifierKey),
            ("signer", Array(sm2.secretText.utf8), ParserRoundTrips.signer),
            ("response", [200 - 128] + (try sm2.cosign(checkpoint, time: 5).lineBytes), ParserRoundTrips.response),
            ("response 409", [1] + Array("12\n".utf8), ParserRoundTrips.response),
            ("heads", heads.encode(), ParserRoundTrips.heads),
            ("policy", Array(policy.utf8), ParserRoundTrips.policy),
            ("path", Array("tile/1/x001/x234/067.p/8".utf8), ParserRoundTrips.tilePath),
            ("bundle path", Array("tile/entries/x001/067.p/8".utf8), ParserRoundTrips.tilePath),
            ("bundle", [2] + (try EntryBundle.encode([[1], [2, 3], [4, 5, 6]])), ParserRoundTrips.bundle),
        ]
    }

    @Test(arguments: 0..<14)
    func mutations(parser: Int) {
        let (name, seed, parse) = parsers[parser]
        #expect(parse(seed), "\(name)")
        var random = SplitMix(state: UInt64(parser) + 11)
        let interesting: [UInt8] = [0, 0x0A, 0x20, 0x2B, 0x2D, 0x2F, 0x30, 0x3D, 0x78, 0x7F, 0x80, 0xE2, 0xFF]
        var refused = 0
        for _ in 0..<1500 {
            var bytes = seed
            for _ in 0...(random.next() % 3) where !bytes.isEmpty {
                let index = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 5 {
                case 0: bytes[index] ^= 1 << UInt8(random.next() % 8)
                case 1: bytes[index] = interesting[Int(random.next() % UInt64(interesting.count))]
                case 2: bytes.remove(at: index)
                case 3: bytes.insert(interesting[Int(random.next() % UInt64(interesting.count))], at: index)
                default: bytes.removeSubrange(index...)
                }
            }
            if !parse(bytes) { refused += 1 }
        }
        #expect(refused > 0, "\(name): something must have been refused")
    }
}
