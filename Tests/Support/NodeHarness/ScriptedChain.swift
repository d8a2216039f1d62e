public import Foundation

/// A chain of `Tests/RealNodes/evm_chain.py` or `fisco_chain.py` behind JSON-RPC.
public final class ScriptedChain: Sendable {
    public enum Kind: String, Sendable {
        case evm
        case fisco
    }

    /// A pledge as the contract's event states it; `secured` of `value` minor units.
    public struct Pledge: Sendable {
        let fingerprint: String
        let collateral: String
        let pledgor: String
        let pledgee: String
        let value: Int
        let secured: Int

        /// - Parameter fingerprint: 64 hexadecimal digits.
        public init(
            fingerprint: String, collateral: String, pledgor: String, pledgee: String, value: Int, secured: Int
        ) {
            self.fingerprint = fingerprint
            self.collateral = collateral
            self.pledgor = pledgor
            self.pledgee = pledgee
            self.value = value
            self.secured = secured
        }

        /// The event of `Config/examples/six-chains/pledges.yaml`.
        fileprivate var log: String {
            """
            {"event":"Pledged(bytes32 indexed fingerprint, string collateral, string pledgor, string pledgee, uint256 value, \
            uint256 secured)","values":["\(fingerprint)","\(collateral)","\(pledgor)","\(pledgee)",\(value),\(secured)]}
            """
        }
    }

    /// Its JSON-RPC.
    public let url: String
    public let kind: Kind
    private let program: LinkedProgram

    /// - Parameter folder: for what it complains about.
    /// - Returns: nil when its packages cannot be had; then `SKIPPED: …` was printed.
    public static func start(_ kind: Kind, in folder: URL) async throws -> ScriptedChain? {
        guard let packages = await NodePrograms.pythonChains.value else { return nil }
        let script = NodePrograms.repository.appendingPathComponent("Tests/RealNodes/\(kind.rawValue)_chain.py").path
        let program = LinkedProgram(
            URL(fileURLWithPath: "/usr/bin/env"), ["python3", script], readsInput: true,
            environment: ["PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1"],
            log: folder.appendingPathComponent("\(kind.rawValue).log"))
        try await program.start()
        let line = try await program.firstLine()
        guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let url = object["url"] as? String
        else { throw LinkedProgram.Failure(description: "\(kind): \(line)") }
        return ScriptedChain(url, kind, program)
    }

    private init(_ url: String, _ kind: Kind, _ program: LinkedProgram) {
        self.url = url
        self.kind = kind
        self.program = program
    }

    /// One block with these pledges.
    ///
    /// - Returns: its id without `0x`.
    @discardableResult
    public func mine(_ pledges: [Pledge] = []) async throws -> String {
        try await id("test_mine", "[[\(pledges.map(\.log).joined(separator: ","))]]")
    }

    /// Replaces the last blocks by so many empty ones.
    @discardableResult
    public func fork(depth: Int, blocks: Int) async throws -> String {
        let branch = [String](repeating: "[]", count: blocks).joined(separator: ",")
        return try await id("test_fork", "[\(depth),[\(branch)]]")
    }

    /// Id of the newest block without `0x`.
    public func tip() async throws -> String { try await id("test_tip", "[]") }

    private func id(_ method: String, _ parameters: String) async throws -> String {
        guard let id = try await JSONRPC.call(url, method, parameters) as? String else {
            throw LinkedProgram.Failure(description: "\(kind): \(method) without an id")
        }
        return id.hasPrefix("0x") ? String(id.dropFirst(2)) : id
    }

    public func stop() async { await program.stop() }
}
