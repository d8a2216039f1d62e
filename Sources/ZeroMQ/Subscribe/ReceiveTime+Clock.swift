internal import Glibc

extension ReceiveTime {
    /// Both clocks now.
    static func now() -> ReceiveTime {
        var wall = timespec()
        clock_gettime(CLOCK_REALTIME, &wall)
        return ReceiveTime(
            milliseconds: Int64(wall.tv_sec) * 1_000 + Int64(wall.tv_nsec) / 1_000_000,
            monotonicNanoseconds: monotonic()
        )
    }

    /// The monotonic clock now, nanoseconds.
    static func monotonic() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
