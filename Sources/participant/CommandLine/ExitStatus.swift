internal import ArgumentParser
internal import ChainFormats
internal import Glibc
internal import ParticipantNode
internal import RulePacks
internal import ZeroMQ

/// The exit statuses every command keeps to.
enum ExitStatus: Int32 {
    /// Done and good.
    case done = 0
    /// The check found something wrong.
    case failedCheck = 1
    /// Wrong usage or a bad input file.
    case badInput = 2
    /// The environment failed: no such file, port taken, disk full.
    case environment = 3

    /// Says on standard error what went wrong, or on standard output what was asked for (help, version), and exits.
    static func end<Command: ParsableCommand>(with error: any Error, of command: Command.Type) -> Never {
        switch error {
        case let error as ZeroMQError:
            StandardError.write("\(error)")
            Glibc.exit(status(of: error).rawValue)
        case let error as BlockFileError:
            StandardError.write("\(error)")
            Glibc.exit((error.isEnvironmental ? environment : badInput).rawValue)
        case let error as BlockPublication.Failure:
            StandardError.write("\(error)")
            Glibc.exit(badInput.rawValue)
        case let error as LoadFailure:
            StandardError.write(error.report(in: Language.current == .zh ? .zh : .en))
            Glibc.exit(badInput.rawValue)
        case let error as CommandFailure:
            if !error.text.isEmpty { StandardError.write(error.text) }
            Glibc.exit(error.status.rawValue)
        case is CancellationError:
            Glibc.exit(done.rawValue)
        default:
            let isHelp = command.exitCode(for: error).isSuccess
            let text = command.fullMessage(for: error)
            if isHelp { print(text) } else { StandardError.write(text) }
            Glibc.exit((isHelp ? done : badInput).rawValue)
        }
    }

    private static func status(of error: ZeroMQError) -> ExitStatus {
        switch error.code {
        case .invalidEndpoint, .invalidSetting, .invalidKey: badInput
        default: environment
        }
    }
}
