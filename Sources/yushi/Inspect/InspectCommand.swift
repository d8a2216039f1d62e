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
            FORMAT is bitcoin, bsv, litecoin, zcash, monero, evm, fisco, antelope or envelope. The file may hold one raw block,
            hexadecimal text, framed blocks as nodes store them, JSON as nodes answer or publish it, or JSON lines; each
            also compressed with bzip2.
              yushi inspect bitcoin block413567.raw --json
              yushi inspect evm block.json --validators 0x7e5f4552091a69125d5dfcb7b8c2659029395bdf
            """)

    @Argument(help: "bitcoin, bsv, litecoin, zcash, monero, evm, fisco, antelope or envelope.")
    var format: String

    @Argument(help: "The block file.", completion: .file())
    var file: String

    @Option(help: "main, test, testnet4, signet or regtest; stage for monero.")
    var network = "main"

    @Option(
        help: """
            Who may sign, known from elsewhere, separated by commas: accounts of evm (20 bytes in hex), node ids of \
            fisco (64 bytes), SCHEME:HEX of envelope. Without it the list in the block is taken, and the report says so.
            """)
    var validators: String?

    @Option(
        help:
            "Who may publish envelopes, SCHEME:HEX separated by commas; without it whoever signed, as the report says.")
    var publishers: String?

    @Flag(help: "One JSON object a block.")
    var json = false

    @Flag(help: "Print the events of each block, one a line.")
    var events = false

    func run() throws {
        if let family = ChainFormat(rawValue: format) {
            try FamilyInspection(format: family, network: network, json: json, events: events)
                .run(
                    file: file, validators: ValidatorsArgument.keys(validators, of: family),
                    publishers: ValidatorsArgument.signingKeys(publishers, of: "--publishers"))
            return
        }
        guard validators == nil else { throw ValidatorsArgument.unsuited(format) }
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
            let others = ChainFormat.allCases.map(\.rawValue)
            let known = others.contains(format) ? families : families + others
            throw CommandFailure.badInput("format \"\(format)\", expected one of \(known.joined(separator: ", "))")
        }
        let names = BitcoinNetwork.all.filter { $0.family == format }.map(\.name)
        throw CommandFailure.badInput(
            "network \"\(name)\" of \(format), expected one of \(names.joined(separator: ", "))")
    }
}
