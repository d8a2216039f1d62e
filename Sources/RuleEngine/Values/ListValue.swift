import CEL
public import SupervisionModel

/// A list inside a condition: `event.to in lists.ofac`. It asks the list as of the rule time of the event that is being
/// judged, and remembers which rows answered yes, because an alert says which entries it rests on.
///
/// `@unchecked Sendable`: belongs to one `Evaluator`, which belongs to one thread.
final class ListValue: OpaqueValue, @unchecked Sendable {
    static let declaration = OpaqueType("watchlist", memberType: EntityValue.type)
    static let type = CELType.opaque("watchlist", [])

    var snapshot: ListSnapshot
    private let trail: EvaluationTrail

    init(_ snapshot: ListSnapshot, trail: EvaluationTrail) {
        self.snapshot = snapshot
        self.trail = trail
        super.init()
    }

    override var typeName: String { "watchlist" }

    override func contains(_ value: Value) -> Bool? {
        guard case .opaque(let opaque) = value, let entity = opaque as? EntityValue else { return nil }
        guard let entry = snapshot.entry(for: entity.entity, at: trail.moment) else { return false }
        trail.note(ListHit(list: snapshot.id, version: snapshot.version, entry: entry.entry, subject: entity.entity))
        return true
    }
}

/// A row of a list that an alert rests on.
public struct ListHit: Hashable, Sendable {
    public let list: String
    public let version: String
    public let entry: String
    public let subject: EntityRef

    public init(list: String, version: String, entry: String, subject: EntityRef) {
        self.list = list
        self.version = version
        self.entry = entry
        self.subject = subject
    }
}
