import RuleEngine
import RulePacks
import SupervisionModel
import Testing
import YushiNode

@Suite struct NodeConfigurationTests {
    private static let good = """
        origin: supervisor.example/audit
        store: store
        author: a
        approver: b
        chains:
          - id: btc
            format: bitcoin
            network: regtest
            sources:
              - name: p
                subscribe: ["tcp://127.0.0.1:28332"]
                rest: http://127.0.0.1:18443
        """

    @Test func readsTheTemplate() throws {
        let configuration = try NodeConfigurationReader.read(Array(Self.good.utf8), path: "node/yushi.yaml")
        #expect(configuration.store == "node/store")
        #expect(configuration.chains.count == 1)
        #expect(configuration.chains[0].core.network == "regtest")
        #expect(configuration.chains[0].core.finalityDepth == 6)
    }

    @Test("every problem is reported at once, with its line and what was probably meant")
    func reportsEverything() throws {
        let bad = Self.good.replacing("approver: b", with: "approver: a")
            .replacing("network: regtest", with: "network: regtset")
            .replacing("tcp://127.0.0.1:28332", with: "tpc://127.0.0.1")
            .replacing("    format: bitcoin", with: "    formt: bitcoin")
        do {
            _ = try NodeConfigurationReader.read(Array(bad.utf8), path: "yushi.yaml")
            Issue.record("a bad configuration was accepted")
        } catch {
            let lines = error.errors.map(\.location.line)
            #expect(lines.contains(4))
            #expect(lines.contains(7))
            #expect(lines.contains(11))
            #expect(error.description.contains("formt"))
            #expect(error.description.contains("format"))
        }
    }

    @Test("no bytes crash the reader", arguments: 0..<200)
    func survivesMutation(_ seed: Int) {
        var bytes = Array(Self.good.utf8)
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        for _ in 0..<3 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let place = Int(state >> 33) % bytes.count
            bytes[place] = UInt8(truncatingIfNeeded: state >> 20)
        }
        do {
            _ = try NodeConfigurationReader.read(bytes, path: "yushi.yaml")
        } catch {
            #expect(!error.errors.isEmpty)
        }
    }
}
