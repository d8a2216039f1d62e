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
    /// Before this moment not even a quarter of the events can be settled. Follows from the rest.
    private var quarterReady = Timestamp.distantPast
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
        /// It came late, and stands at that place.
        case inserted(Int)
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
        quarterReady = .distantPast
        return .inserted(low)
    }

    /// Indexes of the events that `isGone` names, ascending.
    func places(where isGone: (TailEntry) -> Bool) -> [Int] {
        entries.indices.filter { isGone(entries[$0]) }
    }

    /// Takes out events. One that was settled cannot be undone: the key is inconclusive then.
    /// - Parameter places: ascending.
    /// - Returns: what was taken out.
    mutating func remove(_ places: [Int]) -> [TailEntry] {
        let removed = drop(places)
        for entry in removed where entry.position.ruleTime <= settledThrough {
            incompleteThrough = max(incompleteThrough, entry.position.ruleTime)
        }
        return removed
    }

    /// Takes out the events that `isGone` names.
    /// - Returns: what was taken out. One that was settled cannot be undone: the key is inconclusive then.
    public mutating func remove(where isGone: (TailEntry) -> Bool) -> [TailEntry] { remove(places(where: isGone)) }

    /// Takes out every event of a chain at a height and above: on one chain only one block stands at each height.
    public mutating func remove(chain: ChainID, from height: UInt64) -> [TailEntry] {
        remove { $0.position.chain == chain && $0.position.height >= height }
    }

    /// Whether at least a quarter of the events, and at least one, could be settled through `moment`: settling looks at
    /// the whole window, and is to cost O(1) for each event. O(1) while the answer is no.
    public mutating func isQuarterReady(toSettleThrough moment: Timestamp) -> Bool {
        guard moment > settledThrough, moment >= quarterReady else { return false }
        let place = settledCount + max(1, (entries.count + 3) / 4) - 1
        guard place < entries.count else { return false }
        quarterReady = entries[place].position.ruleTime
        return quarterReady <= moment
    }

    /// How many events are settled. O(log n).
    var settledCount: Int { place(after: settledThrough) }

    /// How many events are not after `moment`. O(log n).
    func count(through moment: Timestamp) -> Int { place(after: moment) }

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
        drop(entries.indices.filter { isUnreachable($0, entries[$0]) })
    }

    /// - Parameter places: ascending.
    mutating func drop(_ places: [Int]) -> [TailEntry] {
        guard let first = places.first, let last = places.last else { return [] }
        let dropped = places.map { entries[$0] }
        quarterReady = .distantPast
        for entry in dropped { checksum &-= entry.checksum }
        if last - first + 1 == places.count {
            entries.removeSubrange(first...last)
        } else {
            var next = 0
            var kept: [TailEntry] = []
            kept.reserveCapacity(entries.count - places.count)
            for (index, entry) in entries.enumerated() {
                if next < places.count, places[next] == index { next += 1 } else { kept.append(entry) }
            }
            entries = kept
        }
        return dropped
    }

    /// Entries as they were stored: ascending.
    public mutating func restore(_ sorted: [TailEntry]) {
        entries = sorted
        quarterReady = .distantPast
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
