internal import ArgumentParser
internal import ChainCrypto
internal import ChainFormats
internal import ParticipantNode
internal import ZeroMQ
internal import ZeroMQPublish

/// `participant publish`: plays a node that publishes the blocks of files.
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract:
            "Publish blocks in that chain's own ZeroMQ form, with faults on demand. 按该链自身的 ZeroMQ 形式发布区块，可按需注入故障。",
        discussion: """
            Plays a node: topics, counters and reorganisations as real ones, a read-only HTTP interface for back-fill.
            The files may hold branches; a branch is announced when it has more work. First line on standard output: the
            addresses listened at; last line: what was done.

            envelope publishes files of signed envelopes as they are; native takes event files of a platform (one event a
            line), puts them into the blocks of a reference chain, and publishes these.

            Example: participant publish native events.jsonl --chain scf-1 --bind 'tcp://[::1]:7001' --rest '[::1]:7002' --stay
                     participant publish bitcoin blocks.dat --network regtest --bind 'tcp://127.0.0.1:28332' \\
                --rest 127.0.0.1:18443 --rate 2 --drop 0.05 --seed 7 --reorg at=20,depth=3 --stay
            """
    )

    @Argument(help: "bitcoin, litecoin, bsv, envelope or native.")
    var format: PublishFormat

    @Argument(help: "Block files: framed (blk*.dat), raw, hex lines or JSON lines, also .bz2; published in this order.")
    var files: [String] = []

    @Option(help: "Where the ZeroMQ publisher listens, e.g. tcp://127.0.0.1:28332; * lets the system choose a port.")
    var bind: [String] = []

    @Option(help: "With native: name of the chain; default: that of the events.")
    var chain: String?

    @Option(
        help: "With native: file with the publisher's key (participant key FILE); derived from the seed when left out.")
    var signingKey: String?

    @Option(help: "With native and envelope: write the chains: of a node's configuration to this file.")
    var writeConfig: String?

    @Option(help: "With envelope: write test vectors of the supervision protocol into this folder, and end.")
    var vectors: String?

    @Option(help: "The chain's network: main, test or regtest.")
    var network = "main"

    @Option(help: "Where the read-only HTTP interface listens, HOST:PORT; port 0 lets the system choose.")
    var rest: String?

    @Option(help: "Blocks a second; 0 for as fast as possible.")
    var rate = 0.0

    @Option(help: "Topics, comma-separated (default: what a node of that family offers for blocks).")
    var topics: String?

    @Flag(help: "Publish the transactions too (hashtx, rawtx).")
    var transactions = false

    @Option(help: "Messages the publisher keeps for a slow subscriber before it drops; 0 for no limit.")
    var hwm = 1_000

    @Option(help: "Wait for that many subscribers before the first block is announced.")
    var waitForSubscribers = 0

    @Option(help: "Blocks the node has before anybody listens; they are not announced.")
    var preload = 0

    @Option(help: "Stop after so many blocks of the files.")
    var limit: Int?

    @Option(help: "Height of the first block, where neither its parent nor its coinbase tells.")
    var firstHeight: UInt64?

    @Option(help: "Probability from 0 to 1 that a message is counted and not sent.")
    var drop = 0.0

    @Option(help: "Seed of everything that is chosen.")
    var seed: UInt64 = 0

    @Option(help: "at=HEIGHT,depth=COUNT: replace COUNT blocks by one more (regtest). May be repeated.")
    var reorg: [String] = []

    @Option(help: "at=HEIGHT,depth=COUNT: take COUNT blocks away. May be repeated.")
    var retreat: [String] = []

    @Option(parsing: .upToNextOption, help: "Heights neither announced nor served.")
    var withhold: [UInt64] = []

    @Option(parsing: .upToNextOption, help: "Heights published with an altered body under the right id.")
    var mutate: [UInt64] = []

    @Option(help: "Messages of garbage to send between the others.")
    var garbage = 0

    @Option(help: "Bytes of the oversize part among the garbage.")
    var oversize = 48 << 20

    @Option(help: "File with the publisher's CURVE secret key (40 characters of Z85); subscribers need its public key.")
    var key: String?

    @Flag(help: "Stay and serve after the last block, until SIGTERM.")
    var stay = false

    func run() async throws {
        if let vectors {
            guard format == .envelope else { throw CommandFailure.badInput("--vectors: only of envelope") }
            return try EnvelopeVectors.write(to: vectors)
        }
        guard !files.isEmpty, !bind.isEmpty else {
            throw CommandFailure.badInput("expected files to publish, and --bind with an address")
        }
        if format == .envelope || format == .native { return try await publishEnvelopes() }
        let chain = try format.network(network)
        let publication = try publication(of: chain)
        let publisher = try PublishSocket(try publishConfiguration())
        defer { publisher.close() }
        let node = SimulatedNode(network: chain, topics: try chosenTopics(), faults: try faults(), publisher: publisher)
        let server = try await startServer(node)
        report(publisher, server)
        let termination = TerminationSignal()
        // Whichever comes first: the last block (for ever, with --stay), or a signal.
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await publication.run(on: node) {
                    if waitForSubscribers > 0 { await publisher.waitForSubscribers(count: waitForSubscribers) }
                }
                if stay { await termination.wait() }
            }
            group.addTask { await termination.wait() }
            try await group.next()
            group.cancelAll()
        }
        await server?.close()
        report(node)
    }

    private func publishEnvelopes() async throws {
        guard rate >= 0, rate <= 100_000 else {
            throw CommandFailure.badInput("--rate \(rate): expected 0 to 100000 blocks a second")
        }
        let serving = try await EnvelopeServing(bind: bind, curve: key, hwm: hwm, backfill: rest)
        let publication: EnvelopeFiles
        if format == .envelope {
            publication = try EnvelopeFiles(envelopes: files, serving: serving, faults: try faults())
        } else {
            publication = try EnvelopeFiles(
                events: files, chain: chain, seed: seed, key: try signingKey.map { try SigningKeyFile.read($0) },
                serving: serving, faults: try faults())
        }
        if let writeConfig { try serving.writeConfiguration(writeConfig, publication.registrations) }
        serving.report(publication.registrations)
        let termination = TerminationSignal()
        let (subscribers, isStaying) = (waitForSubscribers, stay)
        let (rate, preload, limit) = (rate, preload, limit)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await serving.publishers.beat(every: .seconds(2)) }
            group.addTask {
                if subscribers > 0 { await serving.socket.waitForSubscribers(count: subscribers) }
                try await publication.run(rate: rate, preloaded: preload, limit: limit)
                if isStaying { await termination.wait() }
            }
            group.addTask { await termination.wait() }
            _ = try await group.next()
            group.cancelAll()
        }
        serving.reportStatistics()
        await serving.close()
    }

    private func publication(of chain: BitcoinNetwork) throws -> BlockPublication {
        var publication = BlockPublication(paths: files, network: chain)
        guard rate >= 0, rate <= 100_000 else {
            throw CommandFailure.badInput("--rate \(rate): expected 0 to 100000 blocks a second")
        }
        if rate > 0 { publication.interval = .nanoseconds(Int64(1_000_000_000 / rate)) }
        publication.firstHeight = firstHeight
        publication.preloaded = preload
        publication.limit = limit
        do throws(ReorgPlan.Malformed) {
            for text in reorg { publication.reorganisations.append(try ReorgPlan(text)) }
            for text in retreat { publication.retreats.append(try ReorgPlan(text)) }
        } catch {
            throw CommandFailure.badInput(error.description)
        }
        return publication
    }

    private func publishConfiguration() throws -> PublishConfiguration {
        var endpoints: [Endpoint] = []
        for text in bind { endpoints.append(try Endpoint(text)) }
        var configuration = PublishConfiguration(endpoints: endpoints)
        guard hwm >= 0 else { throw CommandFailure.badInput("--hwm \(hwm): expected 0 or more") }
        configuration.sendHighWaterMark = hwm
        if let key {
            let secret = try CurveSecretKey(z85: try KeyFile.firstLine(of: key))
            configuration.curve = try CurveKeyPair(secretKey: secret)
        }
        return configuration
    }

    private func chosenTopics() throws -> Set<NodeTopic> {
        var chosen: Set<NodeTopic> = transactions ? NodeTopic.transactions : []
        for name in (topics ?? format.defaultTopics).split(separator: ",") {
            guard let topic = NodeTopic(rawValue: String(name)) else {
                let known = NodeTopic.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure.badInput("--topics \(name): expected some of \(known)")
            }
            chosen.insert(topic)
        }
        return chosen
    }

    private func faults() throws -> FaultPlan {
        guard drop >= 0, drop <= 1 else { throw CommandFailure.badInput("--drop \(drop): expected 0 to 1") }
        guard garbage >= 0, oversize >= 0 else {
            throw CommandFailure.badInput("--garbage, --oversize: expected 0 or more")
        }
        var faults = FaultPlan()
        faults.droppedPerMillion = Int((drop * 1_000_000).rounded())
        faults.seed = seed
        faults.withheldHeights = Set(withhold)
        faults.mutatedHeights = Set(mutate)
        faults.garbageMessages = garbage
        faults.oversizeBytes = oversize
        return faults
    }

    private func startServer(_ node: SimulatedNode) async throws -> RESTServer? {
        guard let rest else { return nil }
        guard let address = HostAndPort(rest) else {
            throw CommandFailure.badInput("--rest \(rest): expected HOST:PORT, e.g. 127.0.0.1:18443")
        }
        do {
            return try await RESTServer(host: address.host, port: address.port, node: node)
        } catch {
            throw CommandFailure.environment("--rest \(rest): \(error)")
        }
    }

    private func report(_ publisher: PublishSocket, _ server: RESTServer?) {
        let addresses = publisher.endpoints.map { StandardOutput.quoted($0.description) }.joined(separator: ",")
        var line = "{\"listening\":[\(addresses)]"
        if let server, let rest, let address = HostAndPort(rest) {
            line += ",\"rest\":" + StandardOutput.quoted("http://\(address.urlHost):\(server.port)")
        }
        if let key = publisher.curvePublicKey { line += ",\"curvePublicKey\":" + StandardOutput.quoted(key.z85) }
        StandardOutput.write(line + "}")
    }

    private func report(_ node: SimulatedNode) {
        let done = node.statistics
        var line = "{\"blocks\":\(done.blocks),\"messages\":\(done.messages),\"swallowed\":\(done.swallowed)"
        line += ",\"garbage\":\(done.garbage),\"reorganisations\":\(done.reorganisations)"
        if let tip = node.tip { line += ",\"height\":\(tip.height),\"tip\":\"\(tip.hash.display)\"" }
        StandardOutput.write(line + "}")
    }
}
