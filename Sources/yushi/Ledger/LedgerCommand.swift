import ArgumentParser

/// `yushi ledger`: the audit ledger and its proofs.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "The audit ledger: show, prove, verify, check, export. 审计账本：查看、证明、验证、校验、导出。",
        subcommands: [
            LedgerStatusCommand.self, LedgerShowCommand.self, LedgerProveCommand.self, LedgerVerifyCommand.self,
            LedgerExportCommand.self, LedgerFsckCommand.self, LedgerResumeCommand.self, LedgerRebuildCommand.self,
            LedgerWitnessPolicyCommand.self, LedgerCoverageCommand.self,
        ])
}
