import ArgumentParser
import ChainFormats
import Glibc
import Persistence
import SupervisionModel
import YushiNode

/// `yushi export-blocks`: raw blocks out of the archive, framed as nodes store them.
struct ExportBlocksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-blocks",
        abstract: "Write raw blocks out of the archive. 从存档导出原始区块。",
        discussion: """
            The file is framed as nodes frame their block files (4-byte magic, length, block), so that `import` reads it.
              yushi export-blocks --chain btc --from 1 --to 100 --store analysis blocks.dat
            """)

    @Option(help: "Name of the chain in the store.")
    var chain: String

    @Option(help: "First height.")
    var from: UInt64

    @Option(help: "Last height.")
    var to: UInt64

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Argument(help: "The file to write.", completion: .file())
    var file: String

    func run() throws {
        guard let chainID = ChainID(chain), from <= to else {
            throw CommandFailure.badInput("expected a chain name and --from not above --to")
        }
        let opened = try NodeStore.open(at: store, for: .reading)
        let configuration = try StoredConfiguration.read(opened)
        guard let settings = configuration[chainID],
            let network = BitcoinNetwork.named(settings.network, family: settings.format)
        else { throw CommandFailure.badInput("chain \(chain) is not in the store") }
        guard let output = fopen(file, "w") else {
            throw CommandFailure.environment("\(file): \(String(cString: strerror(errno)))")
        }
        defer { fclose(output) }
        var count = 0
        for height in from...to {
            guard let entry = try opened.blocks.block(chainID, height: height) else { continue }
            let bytes = try opened.archive.read(entry.bytes)
            let length = (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) }
            let frame = (network.magics.first ?? [0, 0, 0, 0]) + length + bytes
            guard fwrite(frame, 1, frame.count, output) == frame.count else {
                throw CommandFailure.environment("\(file): could not write")
            }
            count += 1
        }
        guard count > 0 else { throw CommandFailure.badInput("no block of \(chain) from \(from) to \(to)") }
        StandardOutput.write(Language.text("\(count) blocks written to \(file)", "已写入 \(count) 块：\(file)"))
    }
}
