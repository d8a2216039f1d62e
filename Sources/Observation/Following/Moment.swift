public import SupervisionModel

/// A reading of two clocks, passed into the state machines, which read none.
public struct Moment: Hashable, Sendable {
    /// Wall clock: for records, and for the rule that a block may not come from the future. It can jump.
    public let wall: Timestamp
    /// Monotonic clock since any fixed start: for intervals.
    public let uptime: Interval

    public init(wall: Timestamp, uptime: Interval) {
        self.wall = wall
        self.uptime = uptime
    }

    /// Wall clock in whole seconds since 1970.
    var seconds: Int64 { wall.milliseconds / 1000 }
}

extension Interval {
    static func + (left: Interval, right: Interval) -> Interval {
        let (sum, overflow) = left.milliseconds.addingReportingOverflow(right.milliseconds)
        return Interval(milliseconds: overflow ? .max : sum)
    }

    static func - (left: Interval, right: Interval) -> Interval {
        left + -right
    }
}
