public import SupervisionModel

/// Adds, replaces or removes one thing that is shown: an alert, a case, a finding, a score.
public struct ProjectionChange: Sendable {
    /// What it is: `alert`, `case`, `finding`, `score` … At most 64 bytes.
    public let kind: String
    /// Unique within the kind. At most 256 bytes.
    public let id: String
    /// Lists are in ascending order of this number, then of `id`.
    public let order: Int64
    /// What is shown, at most 64 KiB of canonical JSON; `nil` removes.
    public let value: JSONValue?

    public init(kind: String, id: String, order: Int64, value: JSONValue?) {
        self.kind = kind
        self.id = id
        self.order = order
        self.value = value
    }

    static let maximumBytes = 64 * 1024
}
