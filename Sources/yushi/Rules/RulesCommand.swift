import ArgumentParser
import ChainFormats
import Glibc
import RulePacks

/// `yushi rules`: rule packs.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Check, test, try out and sign rule packs. 检查、测试、试运行和签署规则包。",
        subcommands: [
            RulesCheckCommand.self, RulesTestCommand.self, RulesExplainCommand.self, RulesBacktestCommand.self,
            RulesDiffCommand.self, RulesSignCommand.self,
        ])
}

/// Reads the pack that a command is about.
enum PackArgument {
    /// - Throws: what is wrong with the pack, with file, line and column (status 2); no such folder is status 3.
    static func load(_ directory: String) throws -> RulePack {
        guard access(directory, F_OK) == 0 else {
            throw CommandFailure.environment("\(directory): \(String(cString: strerror(errno)))")
        }
        do {
            return try RulePack.load(directory: directory, entities: .ofEveryNetwork)
        } catch {
            throw CommandFailure.badInput(error.report(in: Language.current == .zh ? .zh : .en))
        }
    }
}
