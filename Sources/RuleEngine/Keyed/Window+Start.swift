import SupervisionModel

/// Where windows begin. What counts together with an entry is always a run of entries that ends with it, except in open
/// windows, where what has been closed is left out of it.
extension Window {
    /// Whether the entries alone say where the window of an entry begins: otherwise everything before it decides.
    var startsByEntry: Bool {
        switch self {
        case .sliding, .last, .calendar, .tumbling, .session, .ever: true
        case .blocks, .open: false
        }
    }

    /// The first moment of the window at rule time t; `nil` for windows that time does not bound.
    private func first(at moment: Timestamp) -> Timestamp? {
        switch self {
        case .sliding(let length): moment.advanced(by: -length).advanced(by: Interval(milliseconds: 1))
        case .calendar(let unit): unit.start(of: moment)
        case .tumbling(let length):
            Timestamp(milliseconds: moment.milliseconds - Window.modulo(moment.milliseconds, length.milliseconds))
        case .last, .session, .blocks, .open, .ever: nil
        }
    }

    private static func modulo(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        let rest = dividend % divisor
        return rest < 0 ? rest + divisor : rest
    }

    /// Index of the oldest entry in the window of the entry at `index`, when the window before it began at `start`.
    func start(of index: Int, in entries: [TailEntry], from start: Int) -> Int {
        var start = start
        if let first = first(at: entries[index].position.ruleTime) {
            while start < index, entries[start].position.ruleTime < first { start += 1 }
            return start
        }
        switch self {
        case .last(let count): start = max(start, index + 1 - Int(clamping: count))
        case .session(let pause): if index > start, isPause(pause, before: index, entries) { start = index }
        case .blocks(let count):
            let height = entries[index].position.height
            while start < index, entries[start].position.height + UInt64(count) <= height { start += 1 }
        default: break
        }
        return start
    }

    /// Index of the oldest entry in the window of the entry at `index`, for windows that start by entry.
    func start(of index: Int, in entries: [TailEntry]) -> Int {
        if let first = first(at: entries[index].position.ruleTime) {
            var low = 0
            var high = index
            while low < high {
                let middle = (low + high) / 2
                if entries[middle].position.ruleTime < first { low = middle + 1 } else { high = middle }
            }
            return low
        }
        switch self {
        case .last(let count): return max(0, index + 1 - Int(clamping: count))
        case .session(let pause):
            var start = index
            while start > 0, !isPause(pause, before: start, entries) { start -= 1 }
            return start
        default: return 0
        }
    }

    private func isPause(_ pause: Interval, before index: Int, _ entries: [TailEntry]) -> Bool {
        entries[index - 1].position.ruleTime <= entries[index].position.ruleTime.advanced(by: -pause)
    }
}
