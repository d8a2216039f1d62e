public import SupervisionModel

/// All that a rule knows of one key: (carry, tail) (DESIGN.md section 6).
///
/// The tail is the ordered list of events that is young enough to change, with the older events that its windows still
/// reach. The carry is the machine as it stood after the last settled event. A late event is an insertion, a
/// reorganisation a removal: either way `KeyRun` recomputes the tail and the caller publishes the difference.
public struct KeyState: Hashable, Sendable {
    /// Ascending by position, no event twice.
    public private(set) var entries: [TailEntry]
    /// Events up to and including this rule time are settled: they no longer change.
    public var settledThrough: Timestamp
    /// After the last settled event.
    public var machine: MachineState
    /// Rule time of the latest event that was left out (too many, or too late) or that could not be taken back: until
    /// no window reaches it, what the key says is inconclusive. `distantPast` for none.
    public internal(set) var incompleteThrough: Timestamp
    /// Alerts that the present tail supports, in the order of their matches. Kept for the caller.
    public var liveAlerts: [Digest32]
    /// Deadline for which the caller has set a timer. Kept for the caller.
    public var timer: Timestamp?

    public init() {
        entries = []
        settledThrough = .distantPast
        machine = MachineState()
        incompleteThrough = .distantPast
        liveAlerts = []
        timer = nil
    }

    /// Puts an event in its place. O(1) for the newest, O(n) for a late one. An event that is there already is ignored.
    /// - Returns: false when the event is too old to be inserted, or the key is full.
    public mutating func insert(_ entry: TailEntry, limit: Int) -> Bool {
        guard entry.position.ruleTime > settledThrough, entries.count < limit else {
            incompleteThrough = max(incompleteThrough, entry.position.ruleTime)
            return false
        }
        guard let last = entries.last, !(last.position < entry.position) else {
            entries.append(entry)
            return true
        }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].position < entry.position { low = middle + 1 } else { high = middle }
        }
        if low < entries.count, entries[low].position == entry.position,
            entries[low].identity == entry.identity
        {
            return true
        }
        entries.insert(entry, at: low)
        return true
    }

    /// Takes out every event of a block.
    /// - Returns: false when one of them has been settled, so that its effect can no longer be taken back.
    public mutating func remove(block: Digest32, chain: ChainID) -> Bool {
        remove { $0.evidence.block == block && $0.position.chain == chain }
    }

    /// Takes out every event of a chain at a height and above: on one chain only one block stands at each height.
    /// - Returns: false when one of them has been settled, so that its effect can no longer be taken back.
    public mutating func remove(chain: ChainID, from height: UInt64) -> Bool {
        remove { $0.position.chain == chain && $0.position.height >= height }
    }

    private mutating func remove(where isGone: (TailEntry) -> Bool) -> Bool {
        let settled = entries.last { $0.position.ruleTime <= settledThrough && isGone($0) }
        if let settled { incompleteThrough = max(incompleteThrough, settled.position.ruleTime) }
        entries.removeAll(where: isGone)
        return settled == nil
    }

    /// Whether something is missing that a window could still reach.
    public var isIncomplete: Bool { incompleteThrough > .distantPast }

    mutating func dropFirst(_ count: Int) {
        entries.removeFirst(count)
    }

    /// For decoding: entries in the order in which they were written.
    mutating func replaceEntries(_ sorted: [TailEntry]) {
        entries = sorted
    }

    /// Nothing left that a later event could depend on.
    public var isEmpty: Bool {
        entries.isEmpty && machine == MachineState() && liveAlerts.isEmpty && timer == nil && !isIncomplete
    }
}

/// Where a rule stands for one key between two events.
public struct MachineState: Hashable, Sendable {
    /// A match that the next event may extend or end.
    public var open: OpenMatch?
    public var lastFired: Timestamp?
    /// Last event of the match that ended last.
    public var lastEnded: Position?

    public init() {}
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
