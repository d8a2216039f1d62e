/// The outcome of all checks of a block, in the order they were made.
public struct BlockReport: Hashable, Sendable {
    public private(set) var checks: [BlockCheck] = []

    public init() {}

    /// Whether every check made is good.
    public var verified: Bool { checks.allSatisfy(\.ok) }

    /// The first check that is not good.
    public var failure: BlockCheck? { checks.first { !$0.ok } }

    /// Whether a check of that name failed.
    public func failed(_ name: BlockCheck.Name) -> Bool {
        checks.contains { $0.name == name && !$0.ok }
    }

    /// What a rejection may be remembered by.
    public enum Verdict: Hashable, Sendable {
        /// All checks are good.
        case verified
        /// These bytes are bad, but another body of the same block id may be good: remember the hash of the bytes.
        case badBody
        /// The block is bad whatever body comes: its id may be remembered.
        case badBlock
    }

    public var verdict: Verdict {
        if verified { return .verified }
        return checks.contains { !$0.ok && $0.name.concernsBodyOnly } ? .badBody : .badBlock
    }

    mutating func add(_ name: BlockCheck.Name, _ ok: Bool, _ detail: String) {
        checks.append(BlockCheck(name, ok: ok, detail: detail))
    }
}
