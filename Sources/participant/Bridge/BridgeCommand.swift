internal import ArgumentParser
internal import AsyncHTTPClient
internal import ChainFormats
internal import ParticipantNode
internal import SupervisionModel

/// The kinds of chains that can be bridged.
enum BridgeKind: String, ExpressibleByArgument, CaseIterable {
    case evm
    case fisco
}

/// `participant bridge`: reads a chain that has no ZeroMQ publisher and publishes its blocks in envelopes.
struct BridgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bridge",
        abstract: "Publish a chain without a ZeroMQ publisher in supervision envelopes. 将无 ZeroMQ 发布的链以监管信封发布。",
        discussion: """
            Reads blocks over JSON-RPC, rebuilds the bytes that the chain hashed and compares the hash before anything is
            published. First line on standard output: addresses, and what a node must register; --write-config writes that
            as the chains: of a node's configuration.
            经 JSON-RPC 读取区块，重建链所哈希的原始字节并核对哈希后才发布。

            Example: participant bridge evm --from http://127.0.0.1:8545 --bind 'tcp://[::1]:7001' --backfill '[::1]:7002' \\
                --key publisher.key --write-config chains.yaml
            """
    )

    @Argument(help: "evm or fisco.")
    var kind: BridgeKind

    @Option(help: "JSON-RPC of the participant's own node.")
    var from: String

    @Option(help: "Where the ZeroMQ publisher listens; may be repeated.")
    var bind: [String]

    @Option(help: "File with the publisher's key (participant key FILE).")
    var key: String

    @Option(help: "Where the GET-only back-fill listens, HOST:PORT; port 0 lets the system choose.")
    var backfill: String?

    @Option(help: "File with the CURVE secret key (participant key FILE --scheme curve).")
    var curve: String?

    @Option(help: "Name of the chain in envelopes (default: eip155:ID, or the group).")
    var chain: String?

    @Option(help: "Name of the publisher in envelopes.")
    var publisher = "bridge"

    @Option(help: "Group of a FISCO BCOS chain: a name (3.x) or a number (2.x).")
    var group = "group0"

    @Option(help: "Height of the first block that is published.")
    var firstHeight: UInt64 = 1

    @Option(help: "Milliseconds between two looks at the node.")
    var pollMilliseconds = 1_000

    @Option(help: "Seconds between two heartbeats.")
    var heartbeat = 2.0

    @Option(help: "Messages kept for a slow subscriber; 0 for no limit.")
    var hwm = 1_000

    @Option(help: "Write the chains: of a node's configuration to this file.")
    var writeConfig: String?

    @Option(
        help:
            "Mapping file that the written configuration names, relative to it (what logs mean). 写入配置的日志映射文件。")
    var mapping: String?

    func run() async throws {
        guard firstHeight >= 1 else { throw CommandFailure.badInput("--first-height 0: expected 1 or more") }
        guard (10...3_600_000).contains(pollMilliseconds), heartbeat > 0, heartbeat <= 3_600 else {
            throw CommandFailure.badInput("--poll-milliseconds: expected 10 to 3600000; --heartbeat: above 0 to 3600")
        }
        let signer = try SigningKeyFile.read(key)
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        do {
            try await serve(JSONRPCClient(client: client, url: from), signer)
        } catch {
            try? await client.shutdown()
            throw Self.failure(error)
        }
        try await client.shutdown()
    }

    private static func failure(_ error: any Error) -> any Error {
        switch error {
        case let error as JSONRPCClient.Failure: CommandFailure.environment(error.description)
        case let error as BridgeFailure: CommandFailure(status: .failedCheck, text: error.description)
        case let error as FieldError: CommandFailure(status: .failedCheck, text: "the node's answer: \(error)")
        case let error as DecodeError: CommandFailure(status: .failedCheck, text: "the node's answer: \(error)")
        default: error
        }
    }

    private func serve(_ rpc: JSONRPCClient, _ signer: PublisherKey) async throws {
        let source: any BridgeSource
        var name = chain
        switch kind {
        case .evm:
            let evm = EVMBridgeSource(rpc)
            if name == nil { name = try await evm.chainName() }
            source = evm
        case .fisco:
            source = FISCOBridgeSource(rpc, group: group)
            name = name ?? group
        }
        let genesis = try await source.block(at: 0).evidence.id
        guard
            let stream = EnvelopeStream(
                kind: source.kind, chain: name ?? "", genesis: genesis, publisher: publisher,
                epoch: WitnessKey.randomBytes(EnvelopeStream.epochByteCount))
        else {
            throw CommandFailure.badInput("--chain, --publisher: expected 1 to 64 characters A-Z a-z 0-9 . _ - :")
        }
        let serving = try await EnvelopeServing(bind: bind, curve: curve, hwm: hwm, backfill: backfill)
        let envelopes = EnvelopePublisher(stream: stream, key: signer, socket: serving.socket)
        serving.publishers.add(envelopes)
        let registration = try await registration(source, stream, signer)
        if let writeConfig { try serving.writeConfiguration(writeConfig, [registration]) }
        serving.report([registration])
        let bridge = Bridge(source: source, publisher: envelopes)
        let termination = TerminationSignal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await serving.publishers.beat(every: .milliseconds(Int(heartbeat * 1_000))) }
            group.addTask { try await follow(bridge) }
            group.addTask { await termination.wait() }
            try await group.next()
            group.cancelAll()
        }
        serving.reportStatistics()
        await serving.close()
    }

    /// A node that does not answer is asked again: a bridge outlives its node's restarts.
    private func follow(_ bridge: Bridge) async throws {
        var lastFailure = ""
        while !Task.isCancelled {
            do {
                try await bridge.advance(first: firstHeight)
                lastFailure = ""
            } catch let failure as JSONRPCClient.Failure {
                if failure.description != lastFailure { StandardError.write(failure.description) }
                lastFailure = failure.description
            }
            do { try await Task.sleep(for: .milliseconds(pollMilliseconds)) } catch { return }
        }
    }

    /// Who signs the first block that is published.
    private func registration(
        _ source: any BridgeSource, _ stream: EnvelopeStream, _ signer: PublisherKey
    ) async throws -> EnvelopeRegistration {
        let height = min(firstHeight, try await source.newestHeight())
        let first = try await source.block(at: height)
        var report = FormatReport()
        let header = EnvelopeVerifier.header(first.evidence, stream, into: &report)
        let members = header?.validators.members ?? []
        let scheme = first.evidence.scheme
        var registration = EnvelopeRegistration(
            kind: source.kind, chain: stream.chain, genesis: stream.genesis, publisher: signer.publicKey,
            validators: members.map { member in
                (
                    member.key.count == 20
                        ? "0x" + Hex.encode(member.key) : "\(scheme.rawValue):\(Hex.encode(member.key))", member.weight
                )
            })
        registration.mapping = mapping
        if firstHeight > 1, height == firstHeight, let parent = first.evidence.parents.first {
            registration.anchor = (firstHeight - 1, parent)
        }
        return registration
    }
}
