/// Why a source did not give what it was asked for.
public struct BackfillError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        /// No connection, no answer in time, or the connection broke.
        case unreachable
        /// The source does not know the block.
        case notFound
        /// The answer is larger than allowed; the rest was not read.
        case tooLarge
        /// The source refused: a status other than 200 and 404, or an RPC error.
        case refused
        /// The answer is not what was asked for.
        case malformed
        /// None of the known blocks is on the source's chain.
        case noCommonBlock
        /// The address is not one that can be asked.
        case invalidAddress
    }

    public let code: Code
    /// English: what was asked, what was found.
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String { "\(code.rawValue): \(reason)" }
}
