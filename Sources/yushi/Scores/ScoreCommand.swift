import ArgumentParser

/// `yushi score`: integrity scores.
struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Integrity scores with their reasons. 诚信评分及理由。",
        subcommands: [
            ScoreShowCommand.self, ScoreHistoryCommand.self, ScoreReasonsCommand.self, ScoreComputeCommand.self,
            ScoreDryRunCommand.self, ScoreValidateCommand.self, ScoreKeyCommand.self, ScoreIssueCommand.self,
            ScoreStatusListCommand.self, ScoreVerifyCommand.self,
        ])
}
