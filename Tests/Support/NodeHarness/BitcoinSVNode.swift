internal import Foundation

/// A real Bitcoin SV node on a regression test network of its own, for tests: every ZeroMQ topic and REST on free ports of
/// loopback, its data in a temporary folder.
///
/// ```swift
/// try await BitcoinSVNode.with { node in
///     try await node.generate(3)
/// }
/// ```
///
/// The node ends with the closure, and with this process however that ends: a shell holds the node as its child and
/// kills it by its process number as soon as the pipe to its standard input is closed.
public final class BitcoinSVNode: Sendable {
    /// The node or one of its programs failed.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Topics of blocks, at ``blockEndpoint``.
    public static let blockTopics = ["hashblock", "hashblock2", "rawblock", "rawblock2"]
    /// All other topics, at ``transactionEndpoint``.
    public static let transactionTopics = [
        "hashtx", "hashtx2", "rawtx", "rawtx2", "invalidtx", "discardedfrommempool", "removedfrommempoolblock",
    ]

    /// Where the block topics are published, `tcp://127.0.0.1:PORT`. They have an address of their own, so that bursts
    /// of transactions cannot push them out of the publisher's queue.
    public let blockEndpoint: String
    /// Where everything else is published.
    public let transactionEndpoint: String
    /// Base of the REST interface, `http://127.0.0.1:PORT/rest`.
    public let restURL: String

    private let programs: URL
    private let folder: URL
    private let arguments: [String]
    private let rpcPort: Int
    private let process = ProcessSlot()

    /// Runs the closure with a fresh node and stops it afterwards.
    ///
    /// - Returns: `nil` when the node cannot be had on this machine; then `SKIPPED: …` was printed.
    @discardableResult
    public static func with<Value>(_ body: (BitcoinSVNode) async throws -> Value) async throws -> Value? {
        guard let programs = await NodePrograms.bitcoinSV.value else { return nil }
        let node = try BitcoinSVNode(programs: URL(fileURLWithPath: programs))
        do {
            try await node.start()
            let value = try await body(node)
            await node.stop()
            node.removeData()
            return value
        } catch {
            let log = node.endOfLog()
            await node.stop()
            node.removeData()
            throw Failure(description: "\(error)\nend of the node's log:\n\(log)")
        }
    }

    /// Starts a fresh node, which ``end()`` stops.
    ///
    /// - Returns: `nil` when the node cannot be had on this machine; then `SKIPPED: …` was printed.
    public static func begin() async throws -> BitcoinSVNode? {
        guard let programs = await NodePrograms.bitcoinSV.value else { return nil }
        let node = try BitcoinSVNode(programs: URL(fileURLWithPath: programs))
        try await node.start()
        return node
    }

    /// Stops the node and removes its data.
    public func end() async {
        await stop()
        removeData()
    }

    private init(programs: URL) throws {
        let ports = try FreePorts.take(3)
        self.programs = programs
        rpcPort = ports[0]
        blockEndpoint = "tcp://127.0.0.1:\(ports[1])"
        transactionEndpoint = "tcp://127.0.0.1:\(ports[2])"
        restURL = "http://127.0.0.1:\(rpcPort)/rest"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("bsv-node-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // The first three numbers have no default on BSV: without them it does not start.
        arguments =
            [
                "-regtest", "-datadir=\(folder.path)", "-listen=0", "-dnsseed=0", "-server", "-rest", "-txindex=1",
                "-rpcbind=127.0.0.1", "-rpcallowip=127.0.0.1", "-rpcport=\(rpcPort)", "-rpcuser=u", "-rpcpassword=p",
                "-excessiveblocksize=1000000000", "-maxstackmemoryusageconsensus=0", "-minminingtxfee=0.00000500",
                "-preload=1", "-genesisactivationheight=1", "-invalidtxsink=ZMQ",
            ] + Self.blockTopics.map { [blockEndpoint] in "-zmqpub\($0)=\(blockEndpoint)" }
            + Self.transactionTopics.map { [transactionEndpoint] in "-zmqpub\($0)=\(transactionEndpoint)" }
    }

    // MARK: life

    /// Starts the node on its data and returns when it answers.
    public func start() async throws {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        // `cat` ends when the pipe is closed: by `stop()`, or because this process is gone. The shell ends with the node.
        let script = """
            log=$1; shift
            "$@" >>"$log" 2>&1 </dev/null &
            node=$!
            exec 3<&0
            (cat <&3 >/dev/null; kill "$node") 2>/dev/null &
            wait "$node"
            """
        shell.arguments =
            ["-c", script, "sh", folder.appendingPathComponent("log").path]
            + [programs.appendingPathComponent("bitcoind").path] + arguments
        try await process.start(shell)
        // `-rpcwait` would wait for ever for a node that has refused its arguments.
        while true {
            do {
                try await cli("getblockchaininfo")
                return
            } catch {
                guard process.isRunning else { throw Failure(description: "the node ended at once") }
            }
        }
    }

    /// Stops the node and returns when it is gone; its data stays.
    public func stop() async {
        await process.stop()
    }

    /// Stops the node and starts it again on the same data: all counters begin at 0 again.
    public func restart() async throws {
        await stop()
        try await start()
    }

    private func removeData() {
        try? FileManager.default.removeItem(at: folder)
    }

    private func endOfLog() -> String {
        let log = (try? String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)) ?? ""
        return log.split(separator: "\n").suffix(10).joined(separator: "\n")
    }

    // MARK: commands

    /// Runs `bitcoin-cli` with these arguments and returns what it prints, without the last line end.
    @discardableResult
    public func cli(_ arguments: String...) async throws -> String {
        try await cli(arguments)
    }

    /// Runs `bitcoin-cli` with these arguments and returns what it prints, without the last line end.
    @discardableResult
    public func cli(_ arguments: [String]) async throws -> String {
        let connection = [
            "-regtest", "-datadir=\(folder.path)", "-rpcport=\(rpcPort)", "-rpcuser=u", "-rpcpassword=p",
        ]
        let result = try await Program.run(
            programs.appendingPathComponent("bitcoin-cli"),
            connection + arguments
        )
        guard result.status == 0 else {
            throw Failure(description: "bitcoin-cli \(arguments): status \(result.status): \(result.errors)")
        }
        return result.output
    }

    /// Mines so many blocks to a new address, so that their coinbases differ from those of any other branch.
    ///
    /// - Returns: their ids in display order, oldest first.
    @discardableResult
    public func generate(_ count: Int) async throws -> [String] {
        let address = try await cli("getnewaddress")
        let list = try await cli("generatetoaddress", String(count), address)
        return try JSONDecoder().decode([String].self, from: Data(list.utf8))
    }

    /// Declares a block and all above it invalid: the tip retreats.
    public func invalidate(_ hash: String) async throws {
        try await cli("invalidateblock", hash)
    }

    /// Takes an `invalidate` back.
    public func reconsider(_ hash: String) async throws {
        try await cli("reconsiderblock", hash)
    }

    /// Id of the tip, display order.
    public func bestBlock() async throws -> String {
        try await cli("getbestblockhash")
    }

    /// Height of the tip.
    public func height() async throws -> Int {
        Int(try await cli("getblockcount")) ?? -1
    }

    /// Id of the active block of that height, display order.
    public func blockHash(at height: Int) async throws -> String {
        try await cli("getblockhash", String(height))
    }

    /// A block, serialised, as hexadecimal.
    public func block(_ hash: String) async throws -> String {
        try await cli("getblock", hash, "0")
    }
}
