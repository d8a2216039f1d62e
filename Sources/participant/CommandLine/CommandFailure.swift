/// A command cannot go on: what is said on standard error, and the exit status.
struct CommandFailure: Error {
    let status: ExitStatus
    /// Empty when everything has been said already.
    let text: String

    /// Wrong usage or a bad input file.
    static func badInput(_ text: String) -> CommandFailure {
        CommandFailure(status: .badInput, text: text)
    }

    /// The environment failed.
    static func environment(_ text: String) -> CommandFailure {
        CommandFailure(status: .environment, text: text)
    }
}
