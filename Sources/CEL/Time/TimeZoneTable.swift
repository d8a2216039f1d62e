/// The transitions of one zone of the time zone database, read from its TZif file.
package struct TimeZoneTable: Sendable {
    /// The instants at which the offset changes, ascending, in seconds since 1970.
    let transitions: [Int64]
    /// The offset from each transition on, in seconds east of UTC; as many as transitions.
    let offsets: [Int32]
    /// The offset before the first transition.
    let initialOffset: Int32
    /// The rule after the last transition; without one the last offset goes on.
    let rule: PosixTimeZone?

    /// Seconds to add to UTC to get local time. A binary search; RFC 8536 section 3.2.
    package func offset(atEpochSeconds seconds: Int64) -> Int32 {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        if low == transitions.count, let rule { return rule.offset(atEpochSeconds: seconds) }
        return low == 0 ? initialOffset : offsets[low - 1]
    }
}
