import ArgumentParser
import ChainFormats
import Glibc
import Persistence
import RulePacks
import Supervision
import SupervisionModel
import YushiNode

extension ExitStatus {
    /// Says what went wrong, or prints what was asked for (help, version), and ends the process.
    static func end<Command: ParsableCommand>(with error: any Error, of command: Command.Type) -> Never {
        if let (status, text) = report(error) {
            if !text.isEmpty { StandardError.write(text) }
            Glibc.exit(status.rawValue)
        }
        let isHelp = command.exitCode(for: error).isSuccess
        let text = command.fullMessage(for: error)
        if isHelp { print(text) } else { StandardError.write(text) }
        Glibc.exit((isHelp ? done : badInput).rawValue)
    }

    /// Status and text of every error that a command can end with, except those of the command line itself.
    private static func report(_ error: any Error) -> (ExitStatus, String)? {
        switch error {
        case let error as CommandFailure: (error.status, error.text)
        case let error as NodeError: (status(of: error.code.category), error.description)
        case let error as StoreError:
            (
                error.category == .environment ? environment : failedCheck,
                Language.current == .zh ? error.chinese : error.english
            )
        case let error as BlockFileError: (error.isEnvironmental ? environment : badInput, "\(error)")
        case let error as LoadFailure: (badInput, error.report(in: Language.current == .zh ? .zh : .en))
        case let error as SupervisionError: (failedCheck, "\(error)")
        case let error as StateDecodingError: (failedCheck, "\(error)")
        case is CancellationError: (done, "")
        default: nil
        }
    }

    private static func status(of category: NodeError.Category) -> ExitStatus {
        switch category {
        case .check: failedCheck
        case .input: badInput
        case .environment: environment
        }
    }
}
