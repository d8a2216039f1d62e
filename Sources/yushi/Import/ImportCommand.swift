import ArgumentParser
import ChainFormats
import Persistence
import RulePacks
import SupervisionModel
import TransparencyLog
import YushiNode

/// `yushi import`: block files into a store, as if they had been observed.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Feed block files into a store for analysis. 将区块文件导入分析库。",
        discussion: """
            An empty store is anchored at the first block given. The same files give the same root, interrupted or not;
            a block already there is a no-op.
              yushi import bitcoin blk00000.dat --chain btc --store analysis
            """)

    @Argument(help: "bitcoin, bsv or litecoin.")
    var format: String

    @Argument(help: "Block files, in the order of their blocks.", completion: .file())
    var files: [String]

    @Option(help: "Name of the chain in the store.")
    var chain: String

    @Option(help: "Directory of the store; made when missing.")
    var store: String

    @Option(help: "main, test, testnet4, signet or regtest.")
    var network = "main"

    @Option(help: "64 hexadecimal digits from which the store's keys derive.")
    var keySeed: String?

    @Option(help: "Folder of the rule pack.")
    var rules: String?

    @Option(name: .customLong("list"), help: "A further list, ID=FILE (JSON array of addresses, or a list file).")
    var lists: [String] = []

    @Option(help: "Folder of mining-pool files that name producers.")
    var pools: String?

    @Option(help: "Height of the first block, where its coinbase does not say.")
    var firstHeight: UInt64?

    @Flag(help: "Leave the outputs of earlier blocks unresolved: faster, and payers stay unknown.")
    var noIndex = false

    @Flag(help: "Machine output.")
    var json = false

    func run() async throws {
        let network = try NetworkArgument.network(format: format, name: network)
        guard let chainID = ChainID(chain) else {
            throw CommandFailure.badInput("chain \"\(chain)\", expected 1 to 32 characters a-z 0-9 . _ -")
        }
        let seed = try SeedArgument.seed(keySeed)
        let opened = try NodeStore.openOrCreateOffline(at: store, seed: seed)
        let spends: any SpendResolver
        if noIndex {
            spends = UnknownSpends()
        } else {
            let indexed = IndexedSpends(index: try opened.openOutputIndex())
            try indexed.roll(chainID, to: opened, network: network)
            spends = indexed
        }
        let sequencer = try Sequencer(store: opened, spends: spends)
        try await feed(sequencer, chainID, network)
        try sequencer.flush()
        let signer = try LogKey.signer(of: opened, directory: NodeStore.directory(store), seed: seed)
        try opened.checkpoints.sign(with: signer, origin: opened.description.origin)
        try (spends as? IndexedSpends)?.close()
        try opened.close()
    }

    private func feed(_ sequencer: Sequencer, _ chainID: ChainID, _ network: BitcoinNetwork) async throws {
        var source = BlockFiles(files: files, network: network)
        let progress = Progress(Language.text("import", "导入"))
        var session = ImportSession(command: self, sequencer: sequencer, chain: chainID, network: network)
        try await ParallelVerification(network: network, window: 8).run {
            try source.next()
        } body: { verified in
            try session.take(verified)
            progress.update(session.count, of: 0, unit: Language.text("blocks", "块"))
        }
        progress.finish()
        try session.report(json: json)
    }

    func bootstrap(_ chainID: ChainID, _ network: BitcoinNetwork, _ sequencer: Sequencer) throws -> Bootstrap {
        let pack = try RulePack.load(
            directory: try RulesArgument.directory(rules), trust: nil, entities: .ofEveryNetwork)
        let kept = sequencer.configuration.chains.filter { $0.id != chainID }
        let own =
            sequencer.configuration[chainID]
            ?? ChainDefaults.configuration(id: chainID, network: network)
        return Bootstrap(
            configuration: CoreConfiguration(chains: kept + [own], accounts: sequencer.configuration.accounts),
            pack: pack, lists: try ListArguments.lists(lists, pools: pools), author: "import", approver: "import")
    }
}

/// The blocks of several files, one after the other.
struct BlockFiles {
    private var files: ArraySlice<String>
    private let network: BitcoinNetwork
    private var reader: BlockFileReader?

    init(files: [String], network: BitcoinNetwork) {
        self.files = files[...]
        self.network = network
    }

    mutating func next() throws -> (bytes: [UInt8], place: String)? {
        while true {
            if let block = try reader?.next() {
                return (block.bytes, "\(reader?.path ?? ""):\(block.line.map(String.init) ?? "byte \(block.offset)")")
            }
            guard let file = files.popFirst() else { return nil }
            reader = try BlockFileReader(path: file, network: network)
        }
    }
}

/// An import under way: the store is set up by the first block, because its time is the time of the first records.
struct ImportSession {
    let command: ImportCommand
    let sequencer: Sequencer
    let chain: ChainID
    let network: BitcoinNetwork
    private var importer: BlockImport?
    private(set) var count = 0

    init(command: ImportCommand, sequencer: Sequencer, chain: ChainID, network: BitcoinNetwork) {
        self.command = command
        self.sequencer = sequencer
        self.chain = chain
        self.network = network
    }

    mutating func take(_ verified: ParallelVerification.Verified) throws {
        let block = try verified.result.get()
        if importer == nil {
            let moment = max(sequencer.time, Timestamp(seconds: block.seconds))
            try command.bootstrap(chain, network, sequencer).apply(to: sequencer, at: moment)
            importer = try BlockImport(sequencer: sequencer, chain: chain, firstHeight: command.firstHeight)
        }
        try importer?.take(block, place: verified.place)
        count += 1
    }

    func report(json: Bool) throws {
        try sequencer.flush()
        let head = try sequencer.store.ledger.head()
        let summary = importer?.summary ?? BlockImport.Summary()
        let alerts = try sequencer.store.projections.count("alert")
        if json {
            StandardOutput.write([
                "alerts": .integer(Int64(alerts)), "blocks": .integer(Int64(summary.blocks)),
                "known": .integer(Int64(summary.known)), "records": JSONValue(head.size),
                "reorganisations": .integer(Int64(summary.reorganisations)), "root": .string(head.root.hex),
            ])
        } else {
            StandardOutput.write(
                Language.text(
                    "\(summary.blocks) blocks, \(summary.known) known already, \(summary.reorganisations) reorganisations; \(head.size) records, \(alerts) alerts, root \(head.root.hex)",
                    "新块 \(summary.blocks)，已有 \(summary.known)，重组 \(summary.reorganisations)；记录 \(head.size)，预警线索 \(alerts)，根 \(head.root.hex)"
                ))
        }
    }
}
