/// A command cannot go on, or its check found something wrong: what is said on standard error, and the exit status.
struct CommandFailure: Error {
    let status: ExitStatus
    /// Empty when everything has been said already.
    let text: String

    /// The check found something wrong; what it found has been printed.
    static let checkFailed = CommandFailure(status: .failedCheck, text: "")

    static func check(_ text: String) -> CommandFailure { CommandFailure(status: .failedCheck, text: text) }

    /// Wrong usage or a bad input file.
    static func badInput(_ text: String) -> CommandFailure { CommandFailure(status: .badInput, text: text) }

    /// The environment failed.
    static func environment(_ text: String) -> CommandFailure { CommandFailure(status: .environment, text: text) }
}

/// The exit statuses every command keeps to (COMMANDS.md).
enum ExitStatus: Int32 {
    /// Done and good.
    case done = 0
    /// The check found something wrong: bad block, failed test, broken ledger, difference in replay.
    case failedCheck = 1
    /// Wrong usage or a bad input file.
    case badInput = 2
    /// The environment failed: no such file, port taken, disk full, node unreachable.
    case environment = 3
}
