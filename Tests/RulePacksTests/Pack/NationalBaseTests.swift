import Backtesting
import RuleEngine
import RulePacks
import SupervisionModel
import Testing

/// The pack that ships loads whole and says what the catalogue asks for.
@Suite struct NationalBaseTests {
    /// Rules of the catalogue's first pack that ship; the rest is listed in the CHANGELOG.
    static let shipped: Set<String> = [
        "AML-05", "AML-06", "CHN-01", "CHN-02", "CHN-03", "CHN-04", "CHN-06", "CHN-08", "CHN-09", "CHN-11", "CHN-12",
        "CHN-13", "DAT-01", "DAT-04", "DAT-05", "GOV-02", "MKT-05", "SCF-02",
    ]

    @Test func loadsWhole() throws {
        let pack = try RulePack.load(directory: PackPaths.nationalBase)
        #expect(pack.id == "national-base")
        #expect(NationalBaseTests.shipped.subtracting(pack.rules.map(\.id)) == [])
        #expect(pack.lists.map(\.snapshot.id) == ["ofac", "pools"])
        for rule in pack.rules {
            #expect(pack.tests.count { $0.rule == rule.name } >= 4, "\(rule.name)")
        }
    }

    @Test func itsOwnTestsPass() throws {
        let pack = try RulePack.load(directory: PackPaths.nationalBase)
        var engine = CoreRuleTests(naming: PlainNaming())
        let results = pack.runTests(on: &engine)
        #expect(results.count == pack.tests.count)
        for result in results where !result.hasPassed {
            Issue.record(
                "\(result.test.rule) \(result.test.name): missing \(result.missing), unexpected \(result.unexpected)")
        }
    }

    @Test func declaresEveryBuiltInEvent() throws {
        let pack = try RulePack.load(directory: PackPaths.nationalBase)
        let text = try #require(pack.files.files.first { $0.path == "vocabulary/chain.yaml" })
        let lines = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n")
        for type in BuiltInEvents.all { #expect(lines.contains("  \(type.name):"), "\(type.name)") }
        #expect(Array(pack.vocabulary.types.prefix(BuiltInEvents.all.count)) == BuiltInEvents.all)
    }

    @Test func saysWhatTheCatalogueAsksFor() throws {
        let pack = try RulePack.load(directory: PackPaths.nationalBase)
        let reorg = try #require(pack.rule("CHN-01"))
        #expect(
            reorg.parameters == [Parameter(name: "warn", value: .int(2)), Parameter(name: "critical", value: .int(6))])
        #expect(reorg.severity == .medium)
        #expect(reorg.escalations.map(\.severity) == [.critical])
        let producers = try #require(pack.rule("CHN-06"))
        #expect(producers.window == .last(144))
        #expect(producers.bindings.map(\.name) == ["blocks", "top", "leader", "unknown", "chain"])
        guard case .aggregate(.topCount, let argument?) = producers.bindings[1].form else {
            Issue.record("topCount is not an aggregate")
            return
        }
        #expect(argument.text == "event.producer")
        let gap = try #require(pack.rule("CHN-11"))
        #expect(gap.absence?.deadline == .within(.seconds(60)))
        #expect(gap.absence?.trigger.eventType == "feed.recovered")
        #expect(gap.triggers.map(\.eventType) == ["feed.gap"])
        let structuring = try #require(pack.rule("AML-05"))
        #expect(structuring.window == .sliding(.hours(24)))
        #expect(structuring.audience == Audience(obliged: .hidden, subject: .hidden))
        #expect(structuring.parameters.contains(Parameter(name: "threshold", value: .amount(1_000_000_000))))
    }
}
