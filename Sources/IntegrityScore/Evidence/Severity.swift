/// How grave a finding is, 1 to 4 as in the rule catalogue.
public enum Severity: Int, Sendable, Hashable, CaseIterable, Comparable {
    case low = 1
    case medium = 2
    case high = 3
    case critical = 4

    /// The word used in files.
    public var name: String {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .critical: "critical"
        }
    }

    /// nil for another word.
    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name.hasBytes(of: name) }) else { return nil }
        self = match
    }

    public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rawValue < rhs.rawValue }
}
