/// When a message was taken from the network, by two clocks.
public struct ReceiveTime: Hashable, Sendable {
    /// Wall clock, milliseconds since 1970-01-01T00:00:00Z. It can jump; for records and display.
    public let milliseconds: Int64
    /// Monotonic clock, nanoseconds since an arbitrary start of this boot. For intervals.
    public let monotonicNanoseconds: UInt64

    /// A pair of readings.
    public init(milliseconds: Int64, monotonicNanoseconds: UInt64) {
        self.milliseconds = milliseconds
        self.monotonicNanoseconds = monotonicNanoseconds
    }
}
