import ArgumentParser
import Persistence
import SupervisionModel
import TransparencyLog
import YushiNode

struct LedgerRebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Compute hashes, tiles and head again from the records. 由记录重建哈希、tile 与树头。",
        discussion: """
            Changes nothing unless every head ever signed comes out. Afterwards `yushi ledger resume` lets the node sign.
              yushi ledger rebuild --store node
            """)

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let directory = NodeStore.directory(store)
        guard NodeStore.exists(in: directory) else {
            throw CommandFailure.environment(
                Language.text("no store found: \(directory)/store.json", "找不到存储：\(directory)/store.json"))
        }
        let progress = Progress(Language.text("rebuild", "重建"))
        let report = try LedgerRebuild.run(directory) { done in
            progress.update(Int(clamping: done), of: 0, unit: Language.text("records", "记录"))
        }
        progress.finish()
        if json {
            return StandardOutput.write([
                "edges": .integer(Int64(report.edges)), "head": .bool(report.hadWrongHead),
                "leaves": .integer(Int64(report.leaves)), "records": JSONValue(report.head.size),
                "root": .string(report.head.root.hex), "tiles": .integer(Int64(report.tiles)),
            ])
        }
        StandardOutput.write(
            Language.text(
                "\(report.head.size) records, root \(report.head.root.hex); mended: \(report.leaves) leaf hashes, \(report.tiles) tiles, \(report.edges) edges\(report.hadWrongHead ? ", the head" : "")",
                "记录 \(report.head.size)，根 \(report.head.root.hex)；已修复：叶哈希 \(report.leaves)，tile \(report.tiles)，边缘 \(report.edges)\(report.hadWrongHead ? "，树头" : "")"
            ))
    }
}
