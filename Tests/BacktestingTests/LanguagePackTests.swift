import Backtesting
import ChainFormats
import RulePacks
import SupervisionModel
import Testing

/// Parts of the rule language that the shipped pack uses little or not at all, as rules with tests on the core.
@Suite("Rule language on the core")
struct LanguagePackTests {
    @Test func everyTestOfTheLanguagePackPasses() throws {
        let pack = try RulePack.load(directory: RepositoryFiles.path("Tests/BacktestingTests/LanguagePack"))
        var engine = CoreRuleTests(naming: AddressNaming())
        let results = pack.runTests(on: &engine)
        #expect(results.count == pack.tests.count)
        #expect(results.count >= 41)
        for result in results where !result.hasPassed {
            Issue.record(
                "\(result.test.rule) \(result.test.name): missing \(result.missing), unexpected \(result.unexpected)")
        }
    }
}
