/// One thing that follows from one input: an alert raised, a score published. Its bytes are the canonical JSON of
/// `payload`, at most 16 KiB (DESIGN.md section 4).
public struct ResultItem: Hashable, Sendable {
    /// Whom the item concerns: decides with which key it is salted, so that erasing a subject erases its items.
    public enum Scope: Hashable, Sendable {
        case subject(EntityRef)
        /// Nobody in particular; salted with the key of the day.
        case epoch
    }

    public static let maximumBytes = 16 * 1024

    public let scope: Scope
    public let payload: JSONValue

    public init(scope: Scope, payload: JSONValue) {
        self.scope = scope
        self.payload = payload
    }
}
