import ArgumentParser
import Persistence
import SupervisionModel
import TransparencyLog
import YushiNode

/// `yushi backup`: one file with everything, while a node runs.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write the store into one file, while a node runs. 将存储备份为一个文件（节点可继续运行）。",
        discussion: """
            The key of the log is never in it. Without --with-keys no item can be proved from the backup; with it, what is
            erased later is still in this file.
              yushi backup node-2026-11-26.backup --store node
            """)

    @Argument(help: "The file to write.", completion: .file())
    var file: String

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Flag(help: "The keys that salt items, too.")
    var withKeys = false

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let directory = NodeStore.directory(store)
        guard NodeStore.exists(in: directory) else {
            throw CommandFailure.environment(
                Language.text("no store found: \(directory)/store.json", "找不到存储：\(directory)/store.json"))
        }
        BackupReport.write(try StoreBackup.write(directory, to: file, withKeys: withKeys), file, json: json)
    }
}

/// `yushi restore`: a store from a backup.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a store of a backup. 由备份恢复存储。",
        discussion: """
            Every file is checked against the manifest. The directory must be empty. A store that is older than the last
            head signed elsewhere must not sign: keep the newest signed-head file, and ask the witnesses.
              yushi restore node-2026-11-26.backup restored && yushi ledger fsck --store restored
            """)

    @Argument(help: "The backup.", completion: .file())
    var file: String

    @Argument(help: "The directory to make.", completion: .directory)
    var directory: String

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        BackupReport.write(try StoreBackup.restore(file, to: directory), directory, json: json)
        if !json {
            StandardError.write(
                Language.text(
                    "Put log.key and, where there is a newer one, signed-head beside it; the node signs only when the ledger contains every head ever signed.",
                    "请放回 log.key；若有更新的 signed-head 也请放回。只有账本包含全部已签名的树头时，节点才会签名。"))
        }
    }
}

enum BackupReport {
    static func write(_ report: StoreBackup.Report, _ path: String, json: Bool) {
        if json {
            return StandardOutput.write([
                "bytes": JSONValue(report.bytes), "files": .integer(Int64(report.files)), "path": .string(path),
                "records": JSONValue(report.head.size), "root": .string(report.head.root.hex),
            ])
        }
        StandardOutput.write(
            Language.text(
                "\(path): \(report.files) files, \(report.bytes) bytes; \(report.head.size) records, root \(report.head.root.hex)",
                "\(path)：\(report.files) 个文件，\(report.bytes) 字节；记录 \(report.head.size)，根 \(report.head.root.hex)"))
    }
}
