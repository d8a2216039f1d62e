internal import ArgumentParser

/// `participant`: the other side of the wire, for platforms and for tests.
@main
struct Participant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "participant",
        abstract: "The participants' side of a supervision network. 监管网络中参与方一侧的工具。",
        subcommands: [
            PublishCommand.self, BridgeCommand.self, GenerateBlocksCommand.self, SimulateCommand.self,
            FingerprintCommand.self, KeyCommand.self, WitnessCommand.self, SelfCheckCommand.self,
            VerifyScoreCommand.self, PresentScoreCommand.self,
        ]
    )

    /// Runs a command and ends the process with one of the documented statuses.
    static func main() async {
        do {
            var command = try parseAsRoot()
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
