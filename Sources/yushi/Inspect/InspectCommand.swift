import ArgumentParser
import ChainCrypto
import ChainFormats
import RulePacks
import SupervisionModel

/// `yushi inspect`: decode and verify blocks, one by one, without any node.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Decode and verify a block file. 解码并验证区块文件。",
        discussion: """
            FORMAT is bitcoin, bsv or litecoin. The file may hold one raw block, hexadecimal text, framed blocks as
            nodes store them, or JSON lines; each also compressed with bzip2.
              yushi inspect bitcoin block413567.raw --json
            """)

    @Argument(help: "bitcoin, bsv or litecoin.")
    var format: String

    @Argument(help: "The block file.", completion: .file())
    var file: String

    @Option(help: "main, test, testnet4, signet or regtest.")
    var network = "main"

    @Flag(help: "One JSON object a block.")
    var json = false

    @Flag(help: "Print the events of each block, one a line.")
    var events = false

    func run() throws {
        let network = try NetworkArgument.network(format: format, name: network)
        var reader = try BlockFileReader(path: file, network: network)
        var isGood = true
        while let block = try reader.next() {
            let inspection = BlockInspection(block.bytes, network: network)
            isGood = isGood && inspection.report.verified
            if json { StandardOutput.write(inspection.json) } else if !events { printText(inspection) }
            if events { printEvents(inspection, network) }
        }
        if !isGood { throw CommandFailure.checkFailed }
    }

    private func printText(_ inspection: BlockInspection) {
        let verdict =
            inspection.report.verified
            ? Language.text("verified", "验证通过") : Language.text("NOT VERIFIED", "验证未通过")
        if let header = inspection.header { StandardOutput.write("\(header.hash.display)  \(verdict)") }
        if let height = inspection.height { StandardOutput.write("  \(Language.text("height", "高度")) \(height)") }
        for check in inspection.report.checks {
            StandardOutput.write("  \(check.ok ? "✓" : "✗") \(check.name.rawValue): \(TerminalText.safe(check.detail))")
        }
    }

    private func printEvents(_ inspection: BlockInspection, _ network: BitcoinNetwork) {
        guard let decoded = inspection.block, let chain = ChainID(network.currency.lowercased()) else { return }
        let block = BitcoinBlock(decoded, network: network)
        let vocabulary = Vocabulary()
        let events = block.transfers(
            chain: chain, height: inspection.height ?? 0, ruleTime: Timestamp(seconds: block.headerSeconds),
            includeInputs: true)
        let writer = EventJSON(vocabulary: vocabulary, naming: AddressNaming())
        for event in events { StandardOutput.write(.object(writer.object(event, isFinal: false))) }
    }
}

/// `FORMAT` and `--network` as a network.
enum NetworkArgument {
    static func network(format: String, name: String) throws -> BitcoinNetwork {
        if let network = BitcoinNetwork.named(name, family: format) { return network }
        let families = Set(BitcoinNetwork.all.map(\.family)).sorted()
        guard families.contains(format) else {
            throw CommandFailure.badInput(
                "format \"\(format)\", expected one of \(families.joined(separator: ", "))")
        }
        let names = BitcoinNetwork.all.filter { $0.family == format }.map(\.name)
        throw CommandFailure.badInput(
            "network \"\(name)\" of \(format), expected one of \(names.joined(separator: ", "))")
    }
}
