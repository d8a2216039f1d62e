public import SupervisionModel

/// All that a rule knows of one key: (carry, tail) (DESIGN.md section 6).
///
/// The tail is the ordered list of events that is young enough to change, with the older events that its windows still
/// reach. The carry is the machine as it stood after the last settled event. A late event is an insertion, a
/// reorganisation a removal: either way `KeyRun` recomputes the tail and the caller publishes the difference.
public struct KeyState: Sendable {
    /// Ascending, no event twice.
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
    /// Sum of what the entries hash to: a head names the tail that it goes with, however the tail came about.
    public private(set) var checksum: UInt64

    public init() {
        entries = []
        settledThrough = .distantPast
        machine = MachineState()
        incompleteThrough = .distantPast
        liveAlerts = []
        timer = nil
        checksum = 0
    }

    /// What came of putting an event in its place.
    public enum Insertion: Sendable {
        /// It is the newest.
        case appended
        /// It came late.
        case inserted
        /// It was there already.
        case known
        /// It is too old, or the key is full: what the key says is inconclusive from now on.
        case refused
    }

    /// Puts an event in its place. O(1) for the newest, O(n) for a late one.
    public mutating func insert(_ entry: TailEntry, limit: Int) -> Insertion {
        guard entry.position.ruleTime > settledThrough, entries.count < limit else {
            incompleteThrough = max(incompleteThrough, entry.position.ruleTime)
            return .refused
        }
        guard let last = entries.last, !TailEntry.precedes(last, entry) else {
            checksum &+= entry.checksum
            entries.append(entry)
            return .appended
        }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if TailEntry.precedes(entries[middle], entry) { low = middle + 1 } else { high = middle }
        }
        if low < entries.count, entries[low].isSame(as: entry) { return .known }
        checksum &+= entry.checksum
        entries.insert(entry, at: low)
        return .inserted
    }

    /// Takes out the events that `isGone` names.
    /// - Returns: what was taken out. One that was settled cannot be undone: the key is inconclusive then.
    public mutating func remove(where isGone: (TailEntry) -> Bool) -> [TailEntry] {
        var removed: [TailEntry] = []
        entries.removeAll { entry in
            guard isGone(entry) else { return false }
            removed.append(entry)
            return true
        }
        for entry in removed { checksum &-= entry.checksum }
        for entry in removed where entry.position.ruleTime <= settledThrough {
            incompleteThrough = max(incompleteThrough, entry.position.ruleTime)
        }
        return removed
    }

    /// Takes out every event of a chain at a height and above: on one chain only one block stands at each height.
    public mutating func remove(chain: ChainID, from height: UInt64) -> [TailEntry] {
        remove { $0.position.chain == chain && $0.position.height >= height }
    }

    /// How many events lie in (settledThrough, moment]. O(log n): entries are in the order of rule time.
    public func count(unsettledThrough moment: Timestamp) -> Int {
        guard moment > settledThrough else { return 0 }
        return place(after: moment) - place(after: settledThrough)
    }

    private func place(after moment: Timestamp) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].position.ruleTime <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether something is missing that a window could still reach.
    public var isIncomplete: Bool { incompleteThrough > .distantPast }

    /// Drops what no later window can reach.
    mutating func drop(where isUnreachable: (Int, TailEntry) -> Bool) -> [TailEntry] {
        var dropped: [TailEntry] = []
        var kept: [TailEntry] = []
        for (index, entry) in entries.enumerated() {
            if isUnreachable(index, entry) { dropped.append(entry) } else { kept.append(entry) }
        }
        if !dropped.isEmpty {
            for entry in dropped { checksum &-= entry.checksum }
            entries = kept
        }
        return dropped
    }

    /// Entries as they were stored: ascending.
    public mutating func restore(_ sorted: [TailEntry]) {
        entries = sorted
        checksum = sorted.reduce(0) { $0 &+ $1.checksum }
    }

    /// The tail as it was before a change.
    func before(inserted: [TailEntry], removed: [TailEntry]) -> KeyState {
        var state = self
        state.entries.removeAll { entry in inserted.contains { $0.isSame(as: entry) } }
        state.entries = (state.entries + removed).sorted { TailEntry.precedes($0, $1) }
        return state
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
