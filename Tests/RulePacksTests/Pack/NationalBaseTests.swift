import Backtesting
import ChainFormats
import RuleEngine
import RulePacks
import SupervisionModel
import Testing

/// The pack that ships loads whole and says what the catalogue asks for.
@Suite struct NationalBaseTests {
    /// The 49 rules of the catalogue's first pack.
    static let shipped: Set<String> = [
        "AML-01", "AML-02", "AML-03", "AML-04", "AML-05", "AML-06", "AML-07", "AML-10", "AML-12", "AML-14",
        "AML-15", "AML-18", "CHN-01", "CHN-02", "CHN-03", "CHN-04", "CHN-06", "CHN-08", "CHN-09", "CHN-11",
        "CHN-12", "CHN-13", "CRD-01", "CRD-03", "CRD-04", "CRD-05", "CRD-06", "CRD-08", "CRD-09", "CRD-11",
        "CRD-12", "CRD-14", "CRD-16", "DAT-01", "DAT-02", "DAT-04", "DAT-05", "GOV-01", "GOV-02", "GOV-07",
        "MKT-01", "MKT-03", "MKT-05", "SCF-01", "SCF-02", "SCF-03", "SYS-02", "SYS-03", "SYS-09",
    ]

    @Test func loadsWhole() throws {
        let pack = try RulePack.load(directory: PackPaths.nationalBase)
        #expect(pack.id == "national-base")
        #expect(NationalBaseTests.shipped.count == 49)
        #expect(NationalBaseTests.shipped.subtracting(pack.rules.map(\.id)) == [])
        #expect(Set(pack.rules.map(\.id)).count == 92, "every rule of the catalogue")
        #expect(pack.lists.map(\.snapshot.id) == ["highRiskVasps", "mixers", "ofac", "pools"])
        for rule in pack.rules {
            #expect(pack.tests.count { $0.rule == rule.name } >= 4, "\(rule.name)")
        }
    }

    @Test func itsOwnTestsPass() throws {
        let pack = try RulePack.load(directory: PackPaths.nationalBase)
        var engine = CoreRuleTests(naming: AddressNaming())
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
