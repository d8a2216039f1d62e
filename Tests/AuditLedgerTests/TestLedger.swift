import AuditLedger
import SupervisionModel
import Testing
import TransparencyLog

/// A small ledger in memory: records with open and sealed inputs, a log key, one witness, and its files.
struct TestLedger {
    let hasher = SHA256Hasher()
    let log: NoteSigner
    let witness: NoteSigner
    let dayKey: HMACKey
    let subjectKey: HMACKey
    private(set) var outputs: [RecordBuilder.Output] = []
    private(set) var tree = MerkleTree()

    static let origin = "ledger.example/audit/2026"

    init(records: Int) throws {
        log = try NoteSigner(name: KeyName(Self.origin), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        witness = try NoteSigner(
            name: KeyName("witness.example/w1"), type: .cosignature, seed: [UInt8](repeating: 2, count: 32))
        dayKey = HMACKey([UInt8](repeating: 3, count: 32), hasher: hasher)
        subjectKey = HMACKey([UInt8](repeating: 4, count: 32), hasher: hasher)
        for _ in 0..<records { try append() }
    }

    static func item(_ sequence: UInt64, _ index: Int) -> [UInt8] {
        (["alert": .string("\(sequence).\(index)"), "type": "alert.raised"] as JSONValue).encode()
    }

    /// Record n has n % 12 items; every fifth record is sealed.
    mutating func append() throws {
        let sequence = UInt64(outputs.count)
        let items = (0..<Int(sequence % 12)).map { SaltedItem.payload(Self.item(sequence, $0), key: subjectKey) }
        let time = Timestamp(milliseconds: 1_767_225_600_000 + Int64(sequence / 2))
        let builder = RecordBuilder(hasher: hasher)
        let output: RecordBuilder.Output
        if sequence % 5 == 4 {
            output = try builder.sealed(
                sequence: sequence, time: time, bytes: Self.sealedInput(sequence), key: subjectKey, items: items,
                dayKey: dayKey)
        } else {
            output = try builder.open(
                sequence: sequence, time: time, input: ["type": "clock.tick", "n": .integer(Int64(sequence))],
                items: items, dayKey: dayKey)
        }
        outputs.append(output)
        tree.append(output.leaf, hasher: hasher)
    }

    static func sealedInput(_ sequence: UInt64) -> [UInt8] {
        (["note": .string("第 \(sequence) 号"), "type": "case.decision"] as JSONValue).encode()
    }

    func signedCheckpoint(size: UInt64) throws -> SignedCheckpoint {
        let checkpoint = try Checkpoint(origin: Self.origin, size: size, root: tree.root(size: size, hasher: hasher))
        var signed = try SignedCheckpoint(checkpoint, signer: log)
        _ = signed.add([try witness.cosign(checkpoint, time: 1_767_225_601)], from: [witness.verifierKey])
        return signed
    }

    func policy() throws -> TrustPolicy {
        try TrustPolicy(
            parsing: Array("log \(log.verifierKey)\nwitness w \(witness.verifierKey)\nquorum w\n".utf8))
    }

    func recordProof(_ sequence: UInt64) throws -> RecordProof {
        let size = UInt64(outputs.count)
        let inclusion = try InclusionProof(index: sequence, size: size, reader: tree, hasher: hasher)
        return RecordProof(
            recordBytes: outputs[Int(sequence)].bytes,
            proof: OfflineProof(
                index: sequence, hashes: inclusion.hashes, signedCheckpoint: try signedCheckpoint(size: size)))
    }

    func itemProof(_ sequence: UInt64, _ index: Int) throws -> ItemProof {
        try ItemProof(
            payload: Self.item(sequence, index), key: subjectKey, index: index, result: outputs[Int(sequence)].result,
            recordProof: recordProof(sequence), hasher: hasher)
    }

    /// The published directory.
    func directory() throws -> MemoryDirectory {
        try MemoryDirectory(
            entries: outputs.map(\.bytes), checkpoint: signedCheckpoint(size: UInt64(outputs.count)).encode())
    }
}

/// The files of a ledger in memory.
struct MemoryDirectory: DirectoryReader {
    var files: [String: [UInt8]] = [:]

    init(entries: [[UInt8]], checkpoint: [UInt8]) throws {
        let hasher = SHA256Hasher()
        files["checkpoint"] = checkpoint
        var assembler = TileAssembler()
        for entry in entries {
            assembler.append(hasher.leaf(entry), hasher: hasher) { files[$0.coordinate.path] = $0.bytes }
        }
        for tile in assembler.partialTiles { files[tile.coordinate.path] = tile.bytes }
        for tile in TileCoordinate.all(treeSize: UInt64(entries.count)) {
            guard let bundle = EntryBundleCoordinate(tile) else { continue }
            let first = Int(bundle.firstEntry)
            files[bundle.path] = try EntryBundle.encode(entries[first..<(first + bundle.width)])
        }
    }

    func read(_ path: String, maximumByteCount: Int) throws -> [UInt8] {
        guard let bytes = files[path] else { throw NotThere() }
        return bytes
    }

    struct NotThere: Error {}
}
