import ArgumentParser
import Persistence
import SupervisionModel
import TransparencyLog
import YushiNode

struct LedgerFsckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Hash everything again and name what is damaged. 重新校验全部数据并指出损坏之处。",
        discussion: """
            Records, items, tiles, heads, checkpoints, contents, blocks, and, when the store was closed in order, every byte
            of its databases. Damage leaves a note in the store: nothing is signed until `yushi ledger resume`.
              yushi ledger fsck --store node
            """)

    @OptionGroup var check: FsckOptions

    func run() throws {
        let report = try check.run()
        if !report.isGood { try Store.note(report, in: check.directory) }
        check.write(report)
        guard report.isGood else { throw CommandFailure.checkFailed }
    }
}

struct LedgerResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Sign again after damage was mended and a full check is clean. 修复并全面校验后恢复签名。",
        discussion: """
              yushi ledger resume --store node
            """)

    @OptionGroup var check: FsckOptions

    func run() throws {
        let report = try check.run()
        try Store.note(report, in: check.directory)
        check.write(report)
        guard report.isGood else { throw CommandFailure.checkFailed }
    }
}

/// What a full check needs, and how it is shown.
struct FsckOptions: ParsableArguments {
    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    @Flag(help: "Decode every input too.")
    var entries = false

    @Flag(help: "Machine output.")
    var json = false

    var directory: String { NodeStore.directory(store) }

    func run() throws -> StoreCheck.Report {
        let seed = try SeedArgument.seed(keySeed)
        guard NodeStore.exists(in: directory) else {
            throw CommandFailure.environment(
                Language.text("no store found: \(directory)/store.json", "找不到存储：\(directory)/store.json"))
        }
        let check = StoreCheck(
            directory: directory, seed: seed, verifier: try? LogKey.verifier(directory: directory, seed: seed),
            decodes: entries)
        let progress = Progress(Language.text("fsck", "校验"))
        let report = check.run { done, count in
            progress.update(Int(clamping: done), of: Int(clamping: count), unit: Language.text("records", "记录"))
        }
        progress.finish()
        return report
    }

    func write(_ report: StoreCheck.Report) {
        if json {
            return StandardOutput.write([
                "blocks": .integer(Int64(report.blocks)), "checkpoints": .integer(Int64(report.checkpoints)),
                "contents": .integer(Int64(report.contents)), "erased": JSONValue(report.erased),
                "findings": .array(report.findings.map(FsckOptions.json)), "good": .bool(report.isGood),
                "items": JSONValue(report.items), "records": JSONValue(report.records),
                "root": .string(report.root.hex), "sealed": .bool(report.isSealed),
                "tiles": .integer(Int64(report.tiles)),
            ])
        }
        for finding in report.findings {
            StandardOutput.write(
                Language.text(
                    "damaged: \(finding.file), \(finding.place): \(finding.english)",
                    "损坏：\(finding.file)，\(finding.place)：\(finding.chinese)"))
        }
        let counts = Language.text(
            "\(report.records) records, \(report.items) items, \(report.tiles) tiles, \(report.checkpoints) checkpoints, \(report.contents) contents, \(report.blocks) blocks",
            "记录 \(report.records)，结果项 \(report.items)，tile \(report.tiles)，检查点 \(report.checkpoints)，内容 \(report.contents)，区块 \(report.blocks)"
        )
        let sealed =
            report.isSealed
            ? Language.text("every byte of the databases compared", "数据库逐字节比对")
            : Language.text(
                "the store was not closed in order (or is open): unused bytes, state and views were not compared",
                "存储未正常关闭（或正在使用）：未比对空闲字节、状态与视图")
        let verdict =
            report.isGood
            ? Language.text("good", "完好")
            : Language.text(
                "damaged, nothing is signed until `yushi ledger resume`", "已损坏，在 yushi ledger resume 之前不再签名")
        StandardOutput.write("\(verdict): \(counts); \(sealed)")
    }

    private static func json(_ finding: StoreFinding) -> JSONValue {
        [
            "file": .string(finding.file), "place": .string(finding.place),
            "what": .string(Language.text(finding.english, finding.chinese)),
        ]
    }
}
