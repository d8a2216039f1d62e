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
        try await SixChains.with { try await play($0) }
    }

    /// Every feed loses 5 % of its messages and all its connections twenty times, every publisher is started anew once, and
    /// the chains of proof of work are reorganised: in the end the recorded chains are the nodes' own.
    @Test func nothingIsLostWhenMessagesAre() async throws {
        try await SixChains.with(lossPercent: 5) { try await disturb($0) }
    }

    private func disturb(_ world: SixChains) async throws {
        let pledge = ScriptedChain.Pledge(
            fingerprint: Self.press, collateral: "E-1", pledgor: "Hongta Ceramics", pledgee: "Bank A", value: 1_000_000,
            secured: 400_000)
        let again = ScriptedChain.Pledge(
            fingerprint: Self.press, collateral: "F-1", pledgor: "Hongta Ceramics", pledgee: "Bank B", value: 1_000_000,
            secured: 400_000)
        for round in 0..<20 {
            for relay in world.relays.values { await relay.disconnect() }
            try await world.evm.mine(round == 7 ? [pledge] : [])
            try await world.fisco.mine(round == 9 ? [again] : [])
            try await world.bsv.generate(3)
            try await world.monero.generate(2)
            switch round {
            case 4: try await world.participants["evm"]?.restart { try await world.evm.mine() }
            case 6: try await world.participants["fisco"]?.restart { try await world.fisco.mine() }
            case 8: try await world.participants["scf-1"]?.restart()
            case 10: try await world.participants["scf-2"]?.restart()
            case 12: try await world.bsv.restart()
            case 14: try await world.monero.restart()
            case 16:
                let lost = try await world.bsv.generate(2)
                try await world.bsv.invalidate(lost[0])
                try await world.bsv.generate(3)
            case 17:
                // A branch of three beside the last two blocks.
                var parent = try await world.monero.block(belowTip: 2)
                for number in 0..<3 {
                    parent = try await world.monero.generate(1, on: parent, nonce: 1_000 + number)[0]
                }
                #expect(try await world.monero.tip() == parent)
            default: break
            }
        }
        for relay in world.relays.values {
            let counts = await relay.counts
            #expect(counts.disconnections == 20)
        }
        let dropped = await world.dropped()
        #expect(dropped > 0)
        try await world.waitForTip(of: "evm", try await world.evm.tip())
        try await world.waitForTip(of: "fisco", try await world.fisco.tip())
        try await world.waitForTip(of: "bsv", try await world.bsv.bestBlock())
        try await world.waitForTip(of: "xmr", try await world.monero.tip())
        // A recorded block links to the one before it: with its tip a chain is the same from the first block on.
        for name in ["scf-1", "scf-2"] {
            try await world.waitForTip(of: name, height: SixChains.disturbedBlocks)
            let tip = try await world.chain(name)?["tip"] as? String
            await world.participants[name]?.stop()
            let said = world.participants[name]?.program.text.split(separator: "\n").last ?? ""
            #expect(said.contains(#""tip":"\#(tip ?? "none")""#), "\(said)")
        }
        // A gap that a counter showed closes with the next proof that the tip is unchanged.
        for name in ["bsv", "evm", "fisco", "xmr"] { try await world.waitForClosedGaps(of: name) }
        let found = try await world.alerts().filter { $0["rule"] as? String == "CRD-14" }
        #expect(found.count == 1)
        #expect(await world.node.stop() == 0)
        let replay = try await BuiltPrograms.run(world.yushi, "replay", "--store", world.store, "--json")
        #expect(replay.status == 0, "\(replay.output)\(replay.errors)")
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
        try await world.waitForTip(of: "xmr", try await world.monero.tip())
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
