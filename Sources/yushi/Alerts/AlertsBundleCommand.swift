import ArgumentParser
import Persistence
import Supervision
import SupervisionModel
import YushiNode

struct AlertsBundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Write an alert with everything that proves it as one file. 将线索及其全部证明写成一个文件。",
        discussion: """
            Every revision with its proof, the rule pack and lists in force, the transactions with their Merkle paths.
              yushi alerts bundle 3f2a alert.bundle --store analysis
            """)

    @Argument(help: "The alert's id, or its first digits.")
    var id: String

    @Argument(help: "The file to write.", completion: .file())
    var file: String

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "Seed of an offline store's keys.")
    var keySeed: String?

    @Flag(help: "Machine output.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading, seed: try SeedArgument.seed(keySeed))
        let alert = try StoredAlerts(opened).find(id)
        let bytes = try AlertBundleMaker(opened).make(alert)
        try TextFile.write(file, bytes)
        if json {
            return StandardOutput.write([
                "alert": .string(alert.id.hex), "bytes": .integer(Int64(bytes.count)), "file": .string(file),
            ])
        }
        StandardOutput.write(
            Language.text(
                "\(file): \(bytes.count) bytes, alert \(alert.id)", "\(file)：\(bytes.count) 字节，线索 \(alert.id)"))
    }
}
