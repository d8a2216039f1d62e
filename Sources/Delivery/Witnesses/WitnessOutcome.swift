public import TransparencyLog

/// What came of asking one witness to cosign a head.
public enum WitnessOutcome: Sendable, Hashable {
    /// It has cosigned; the line is stored.
    case cosigned
    /// It has cosigned a larger head than the ledger has: the ledger was rolled back, and must not sign.
    case ahead(size: UInt64)
    /// Its answer is no good signature of its key.
    case untrue(String)
    /// It refused, with an HTTP status.
    case refused(status: Int, reason: String)
    /// No answer, or none that can be read.
    case unreachable(String)

    public var english: String {
        switch self {
        case .cosigned: "cosigned"
        case .ahead(let size): "has cosigned size \(size), which this ledger does not reach: it was rolled back"
        case .untrue(let what): "answered what it must not: \(what)"
        case .refused(let status, let reason): "refused with status \(status): \(reason)"
        case .unreachable(let what): "is not reachable: \(what)"
        }
    }
}

/// A witness, and where it takes checkpoints (C2SP tlog-witness: `URL/add-checkpoint`).
public struct WitnessEndpoint: Sendable, Hashable {
    public let key: VerifierKey
    /// Without a slash at the end.
    public let url: String

    public init(key: VerifierKey, url: String) {
        self.key = key
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}
