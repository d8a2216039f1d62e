/// The time rules of Bitcoin-format headers (Bitcoin Core `ContextualCheckBlockHeader`).
public enum BlockTimes {
    /// How many blocks before a block its time is compared with.
    public static let medianSpan = 11
    /// Seconds a header may be ahead of the observer's clock.
    public static let futureLimit: Int64 = 7_200

    /// The median of the times of up to eleven consecutive blocks, in any order; nil for none.
    ///
    /// With an even number (near the start of a chain) the upper of the two middle times, as Bitcoin Core takes it.
    public static func median(_ times: some Collection<UInt32>) -> UInt32? {
        let sorted = times.suffix(medianSpan).sorted()
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }

    /// Whether a block time is after the median of the blocks before.
    public static func isAfterMedian(_ time: UInt32, median: UInt32) -> Bool {
        time > median
    }

    /// Whether a block time is no more than two hours ahead of `now` (seconds since 1970).
    public static func isNotTooFarAhead(_ time: UInt32, now: Int64) -> Bool {
        Int64(time) <= now.addingReportingOverflow(futureLimit).partialValue || now > Int64.max - futureLimit
    }
}
