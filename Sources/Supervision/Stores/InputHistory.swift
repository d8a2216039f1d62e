/// The inputs recorded so far: for an engine that takes over from another one, and for a pack that is tried on them.
public protocol InputHistory {
    /// Calls `body` with the input of every record before `end`, in their order, each with the block it brings.
    func forEachInput(before end: UInt64, _ body: (AdmittedInput) throws -> Void) throws
}
