import ArgumentParser

/// `yushi`: the supervision node.
@main
struct Yushi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yushi",
        abstract: "A supervision node: chain governs chain. 监管节点：以链治链。",
        discussion: """
            Observes participant chains read-only, judges their blocks by declared rules, and records what it finds in
            a ledger that anybody can verify.
              yushi demo --for 60
              yushi init node && yushi run --config node/yushi.yaml
            """,
        subcommands: [
            InitCommand.self, RunCommand.self, DemoCommand.self, CheckConfigCommand.self, InspectCommand.self,
            ImportCommand.self, ExportBlocksCommand.self, ReplayCommand.self, StatusCommand.self,
            AlertsCommand.self, CasesCommand.self, RulesCommand.self, ScoreCommand.self, LedgerCommand.self,
            CELCommand.self, UserCommand.self, KeyCommand.self, BackupCommand.self, RestoreCommand.self,
        ])

    /// Runs a command and ends the process with one of the documented statuses.
    static func main() async {
        do {
            var command = try parseAsRoot(ExpressionArgument.protect(Array(CommandLine.arguments.dropFirst())))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            ExitStatus.end(with: error, of: Self.self)
        }
    }
}
