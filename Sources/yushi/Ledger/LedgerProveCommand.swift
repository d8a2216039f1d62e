import ArgumentParser
import AuditLedger
import Persistence
import SupervisionModel
import TransparencyLog
import YushiNode

struct LedgerProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write a proof that a stranger can check offline. 生成可离线验证的证明。",
        discussion: """
            For a record a `.tlog-proof` with the record beside it; for an item one file that leads from the item to the
            record's result, to the record, to the signed checkpoint.
              yushi ledger prove 12 --store analysis --out record-12
              yushi ledger prove 12/0 --store analysis --out item-12-0
            """)

    @Argument(help: "SEQ or SEQ/K.")
    var place: String

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    @Option(help: "Beginning of the names of the files to write; without it the proof goes to standard output.")
    var out: String?

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading, seed: try SeedArgument.seed(keySeed))
        let place = try RecordPlace(place)
        let prover = LedgerProver(opened)
        if let item = place.item {
            let proof = try prover.item(place.sequence, item)
            try write(proof, ".item-proof")
        } else {
            let proof = try prover.record(place.sequence)
            try write(proof.proof.encode(), ".tlog-proof")
            if out != nil { try write(proof.recordBytes, ".json") }
        }
    }

    private func write(_ bytes: [UInt8], _ ending: String) throws {
        guard let out else { return StandardOutput.write(String(decoding: bytes, as: UTF8.self)) }
        try TextFile.write(out + ending, bytes)
        StandardOutput.write(out + ending)
    }
}

struct LedgerVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a proof against your own trust policy. 按自己的信任策略验证证明。",
        discussion: """
            The policy file says whose checkpoints count (C2SP tlog-policy). Nothing is asked of any node.
              yushi ledger verify record-12.tlog-proof record-12.json --policy trust.policy
              yushi ledger verify item-12-0.item-proof --policy trust.policy
            """)

    @Argument(help: "The proof.", completion: .file())
    var proof: String

    @Argument(help: "The record that a .tlog-proof is about.", completion: .file())
    var record: String?

    @Option(help: "Trust policy: log and witness keys, and the quorum.", completion: .file())
    var policy: String

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let hasher = SHA256Hasher()
        do {
            let trust = try TrustPolicy(parsing: try TextFile.read(policy))
            let bytes = try TextFile.read(proof)
            if let record {
                let verified = try RecordProof(
                    recordBytes: try TextFile.read(record), proof: try OfflineProof(parsing: bytes)
                ).verify(policy: trust, hasher: hasher)
                report(verified.record, nil, verified.checkpoint)
            } else {
                let verified = try ItemProof(decoding: bytes).verify(policy: trust, hasher: hasher)
                report(verified.record, verified.payload, verified.checkpoint)
            }
        } catch let error as LogError {
            throw CommandFailure.check("\(error)")
        } catch let error as LedgerError {
            throw CommandFailure.check("\(error)")
        }
    }

    private func report(_ record: LedgerRecord, _ item: JSONValue?, _ checkpoint: VerifiedCheckpoint) {
        if json {
            var object: JSONObject = [
                "origin": .string(checkpoint.checkpoint.origin), "seq": JSONValue(record.sequence),
                "size": JSONValue(checkpoint.checkpoint.size), "verified": true,
            ]
            if let item { object.set("item", to: item) }
            return StandardOutput.write(.object(object))
        }
        StandardOutput.write(
            Language.text(
                "good: record \(record.sequence) is in \(checkpoint.checkpoint.origin) of size \(checkpoint.checkpoint.size)",
                "有效：记录 \(record.sequence) 在 \(checkpoint.checkpoint.origin) 中（大小 \(checkpoint.checkpoint.size)）"))
        if let item { StandardOutput.write(item) }
    }
}

struct LedgerExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the public ledger as a C2SP tlog-tiles directory. 导出公开账本（tlog-tiles 目录）。",
        discussion: """
            Records and checkpoint only: nothing in it tells about whom alerts are, or how many there are.
              yushi ledger export public --store analysis
            """)

    @Argument(help: "The directory to write.", completion: .directory)
    var directory: String

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading)
        let report = try LedgerExport(opened).write(to: directory)
        if json {
            StandardOutput.write([
                "directory": .string(directory), "root": .string(report.head.root.hex),
                "size": JSONValue(report.head.size), "written": .integer(Int64(report.written)),
            ])
        } else {
            StandardOutput.write(
                Language.text(
                    "\(report.head.size) records, root \(report.head.root.hex), \(report.written) files written to \(directory)",
                    "记录 \(report.head.size)，根 \(report.head.root.hex)，写入 \(report.written) 个文件到 \(directory)"))
        }
    }
}
