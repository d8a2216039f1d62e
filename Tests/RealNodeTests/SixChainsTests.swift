import Foundation
import NodeHarness
import Testing

/// One node over six chains of five kinds at once, every one a process of its own: Docs/guides/six-chains.md.
///
/// One thing is pledged on the EVM chain and pledged again on the chain of FISCO BCOS form, whose contracts hash with SM3. On
/// the consortium chains one is pledged, released, and pledged to another bank, as it may be.
@Suite(.serialized, .timeLimit(.minutes(4))) struct SixChainsTests {
    private static let press = String(repeating: "5c", count: 32)

    @Test func oneThingPledgedOnTwoKindsOfChainRaisesOneAlert() async throws {
        guard let world = try await SixChains.start() else { return }
        do {
            try await play(world)
            await world.stop()
        } catch {
            let said = world.node.errors.split(separator: "\n").suffix(20).joined(separator: "\n")
            await world.stop()
            throw LinkedProgram.Failure(description: "\(error)\nend of what the node said:\n\(said)")
        }
    }

    private func play(_ world: SixChains) async throws {
        let first = ScriptedChain.Pledge(
            fingerprint: Self.press, collateral: "E-1", pledgor: "Hongta Ceramics", pledgee: "Bank A", value: 1_000_000,
            secured: 400_000)
        let second = ScriptedChain.Pledge(
            fingerprint: Self.press, collateral: "F-1", pledgor: "Hongta Ceramics", pledgee: "Bank B", value: 1_000_000,
            secured: 400_000)
        let innocent = ScriptedChain.Pledge(
            fingerprint: String(repeating: "17", count: 32), collateral: "E-2", pledgor: "Qingshan Machinery",
            pledgee: "Bank A", value: 500_000, secured: 500_000)
        try await world.evm.mine([innocent])
        let evmTip = try await world.evm.mine([first])
        try await world.waitForTip(of: "evm", evmTip)
        #expect(try await world.alerts().isEmpty, "one pledge is none too many")
        let fiscoTip = try await world.fisco.mine([second])
        try await world.waitForTip(of: "fisco", fiscoTip)
        try await world.waitForTip(of: "bsv", try await world.bsv.generate(8)[7])
        try await world.monero.generate(4)
        let moneroTip: String = try #require(try await world.monero.tip())
        try await world.waitForTip(of: "xmr", moneroTip)
        try await world.waitForTip(of: "scf-1", height: 3)
        try await world.waitForTip(of: "scf-2", height: 2)

        let alerts = try await world.alerts()
        #expect(alerts.count == 1, "\(alerts.compactMap { $0["rule"] }) \(alerts.compactMap { $0["message"] })")
        let alert = try #require(alerts.first)
        #expect(alert["rule"] as? String == "CRD-14")
        #expect((alert["subject"] as? String)?.contains("Hongta Ceramics") == true)
        let places = (alert["evidence"] as? [[String: Any]] ?? []).compactMap { $0["chain"] as? String }
        #expect(Set(places) == ["evm", "fisco"])

        let status = try await world.status()
        #expect(status["alerts"] as? Int == 1)
        let chains = status["chains"] as? [[String: Any]] ?? []
        #expect(chains.compactMap { $0["chain"] as? String }.sorted() == SixChains.names)
        for chain in chains { #expect((chain["openGaps"] as? [Any])?.isEmpty == true, "\(chain)") }

        #expect(await world.node.stop() == 0)
        let replay = try await BuiltPrograms.run(world.yushi, "replay", "--store", world.store, "--json")
        #expect(replay.status == 0, "\(replay.output)\(replay.errors)")
    }
}
