public import Foundation

/// A real Monero node on a regression test network of its own, on free ports of loopback.
public final class MoneroNode: Sendable {
    /// Where `zmq-pub` listens.
    public let feed: String
    /// The restricted RPC.
    public let restricted: String

    private let unrestricted: String
    private let program: RestartableProgram

    /// Whose outputs do not matter: the donation address of the Monero project.
    private static let address =
        "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"

    /// Starts a node and returns when it answers.
    ///
    /// - Parameter folder: for its data.
    /// - Returns: nil when the node cannot be had on this machine; then `SKIPPED: …` was printed.
    public static func start(in folder: URL) async throws -> MoneroNode? {
        guard let path = await NodePrograms.monerod.value else { return nil }
        let node = try MoneroNode(URL(fileURLWithPath: path), folder)
        try await node.program.start()
        try await node.waitUntilReady()
        return node
    }

    private func waitUntilReady() async throws {
        while true {
            do {
                try await JSONRPC.call(restricted, "get_last_block_header", "{}")
                return
            } catch {
                guard program.program.isRunning else {
                    throw LinkedProgram.Failure(description: "monerod ended at once:\n\(program.program.text)")
                }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// Stops the node and starts it again on the same data.
    public func restart() async throws {
        try await program.restart()
        try await waitUntilReady()
    }

    private init(_ path: URL, _ folder: URL) throws {
        let ports = try FreePorts.take(5)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        feed = "tcp://127.0.0.1:\(ports[0])"
        restricted = "http://127.0.0.1:\(ports[1])/json_rpc"
        unrestricted = "http://127.0.0.1:\(ports[2])/json_rpc"
        program = RestartableProgram(
            path,
            [
                "--regtest", "--offline", "--fixed-difficulty", "1", "--data-dir", folder.path, "--non-interactive",
                "--no-igd", "--hide-my-port", "--disable-dns-checkpoints", "--check-updates", "disabled",
                "--p2p-bind-ip", "127.0.0.1", "--p2p-bind-port", "\(ports[4])", "--confirm-external-bind",
                "--log-level", "0", "--rpc-bind-ip", "127.0.0.1", "--rpc-bind-port", "\(ports[2])",
                "--rpc-restricted-bind-ip", "127.0.0.1", "--rpc-restricted-bind-port", "\(ports[1])",
                "--zmq-rpc-bind-ip", "127.0.0.1", "--zmq-rpc-bind-port", "\(ports[3])", "--zmq-pub", feed,
            ], log: folder.appendingPathComponent("errors"))
    }

    /// Base address for a configuration.
    public var restrictedURL: String { String(restricted.dropLast("/json_rpc".count)) }

    /// Mines so many blocks.
    ///
    /// - Parameter parent: the block to build on; nil: the tip.
    /// - Returns: their ids, oldest first.
    @discardableResult
    public func generate(_ count: Int, on parent: String? = nil, nonce: Int = 0) async throws -> [String] {
        let place = parent.map { #","prev_block":"\#($0)""# } ?? ""
        let answer = try await JSONRPC.call(
            unrestricted, "generateblocks",
            #"{"amount_of_blocks":\#(count),"wallet_address":"\#(Self.address)","starting_nonce":\#(nonce)\#(place)}"#)
        return (answer as? [String: Any])?["blocks"] as? [String] ?? []
    }

    /// Id of the tip.
    public func tip() async throws -> String {
        try await header("get_last_block_header", "{}")
    }

    /// Id of the main chain's block so many below the tip.
    public func block(belowTip depth: Int) async throws -> String {
        let answer = try await JSONRPC.call(restricted, "get_last_block_header", "{}") as? [String: Any]
        let height = (answer?["block_header"] as? [String: Any])?["height"] as? Int ?? 0
        return try await header("get_block_header_by_height", #"{"height":\#(height - depth)}"#)
    }

    private func header(_ method: String, _ parameters: String) async throws -> String {
        let answer = try await JSONRPC.call(restricted, method, parameters) as? [String: Any]
        guard let hash = (answer?["block_header"] as? [String: Any])?["hash"] as? String else {
            throw LinkedProgram.Failure(description: "\(method): no hash")
        }
        return hash
    }

    public func stop() async { await program.stop() }
}
