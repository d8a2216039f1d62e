public import SupervisionModel

/// Where a rule stands for one key between two events.
///
/// Most keys have never fired: what they would say is one object that is not there.
public struct MachineState: Hashable, Sendable {
    private final class Fired: Sendable {
        let open: OpenMatch?
        let lastFired: Timestamp?
        let lastEnded: Position?

        init?(open: OpenMatch?, lastFired: Timestamp?, lastEnded: Position?) {
            guard open != nil || lastFired != nil || lastEnded != nil else { return nil }
            self.open = open
            self.lastFired = lastFired
            self.lastEnded = lastEnded
        }
    }

    private var fired: Fired?

    public init() {}

    /// A match that the next event may extend or end.
    public var open: OpenMatch? {
        get { fired?.open }
        set { fired = Fired(open: newValue, lastFired: lastFired, lastEnded: lastEnded) }
    }

    public var isOpen: Bool { fired.map { $0.open != nil } ?? false }

    public var lastFired: Timestamp? {
        get { fired?.lastFired }
        set { fired = Fired(open: open, lastFired: newValue, lastEnded: lastEnded) }
    }

    /// Last event of the match that ended last.
    public var lastEnded: Position? {
        get { fired?.lastEnded }
        set { fired = Fired(open: open, lastFired: lastFired, lastEnded: newValue) }
    }

    public static func == (left: MachineState, right: MachineState) -> Bool {
        left.fired === right.fired
            || (left.open == right.open && left.lastFired == right.lastFired && left.lastEnded == right.lastEnded)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(open)
        hasher.combine(lastFired)
        hasher.combine(lastEnded)
    }
}

/// A match that is still going on.
public struct OpenMatch: Hashable, Sendable {
    public let episode: EventIdentity
    public let at: Timestamp
    public var subject: EntityRef
    public var last: Position
    public var severity: Severity
    public var values: [Scalar]
    public var evidence: [EvidenceRef]
    public var evidenceCount: Int64
    public var hits: [ListHit]
    public var marks: Marks
}
