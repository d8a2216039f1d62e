import ArgumentParser
import Backtesting
import ChainFormats
import RuleEngine
import RulePacks
import SupervisionModel

/// `yushi rules test`: the tests in the rule files, on the supervision core itself.
struct RulesTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests in the rule files of a pack. 运行规则文件中的测试。",
        discussion: """
            Prints the Test Anything Protocol. Ends with status 1 if a test fails.
              yushi rules test Rules --junit report.xml
            """)

    @Argument(help: "Folder of the pack.")
    var pack: String

    @Flag(help: "One JSON object a test instead of TAP.")
    var json = false

    @Option(help: "Write the results to this file in JUnit's XML.")
    var junit: String?

    func run() throws {
        let loaded = try PackArgument.load(pack)
        let naming = AddressNaming()
        var engine = CoreRuleTests(naming: naming)
        let results = loaded.runTests(on: &engine)
        let report = RuleTestReport(results, naming: naming)
        if json {
            for result in results { StandardOutput.write(report.json(result)) }
        } else {
            StandardOutput.write(report.tap + "# \(results.count - report.failures) passed, \(report.failures) failed")
        }
        if let junit { try TextFile.write(junit, Array(report.junit(suite: loaded.id).utf8)) }
        if report.failures > 0 { throw CommandFailure.checkFailed }
    }
}
