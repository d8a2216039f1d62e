import ArgumentParser
import Backtesting
import ChainFormats
import RulePacks
import SupervisionModel

/// `yushi rules diff`: what a candidate pack would change.
struct RulesDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two packs: their rules, and their alerts on the same events. 比较两个规则包及其在同一事件上的预警。",
        discussion: """
            Rules that were added, removed or changed; with --events also the alerts that only one of the packs raises and
            those that both raise differently. Ends with status 1 when there is any difference.
              yushi rules diff Rules Candidate --events events.jsonl
            """)

    @Argument(help: "Folder of the pack in force.")
    var old: String

    @Argument(help: "Folder of the candidate.")
    var new: String

    @Option(help: "Event file to run both packs on.")
    var events: String?

    @Flag(help: "One JSON object a difference.")
    var json = false

    func run() throws {
        let packs = (old: try PackArgument.load(old), new: try PackArgument.load(new))
        var differences = PackDifference(old: packs.old, new: packs.new).rules
        if let events {
            differences += AlertDifference.between(try alerts(packs.old, events), try alerts(packs.new, events))
        }
        for difference in differences {
            if json {
                StandardOutput.write(difference.json)
            } else {
                StandardOutput.write(
                    "\(difference.change.rawValue) \(difference.what) \(difference.name)\(difference.detail)")
            }
        }
        if !json {
            StandardOutput.write(
                Language.text("# \(differences.count) differences", "# 共 \(differences.count) 处不同"))
        }
        if !differences.isEmpty { throw CommandFailure.checkFailed }
    }

    private func alerts(_ pack: RulePack, _ path: String) throws -> [JSONValue] {
        let backtest = Backtest(pack: pack, naming: AddressNaming())
        return try backtest.run(try EventFileArgument.steps(path, for: pack)).map(backtest.json)
    }
}
