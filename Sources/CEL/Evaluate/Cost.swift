/// What the evaluator charges. One unit is a few nanoseconds of work; the weights also bound memory: half a million units,
/// the default budget, buy at most about 8 MB.
///
/// A change here changes what expressions cost, and so which of them exceed a recorded budget.
enum Cost {
    /// Each element of a list that is made: 24 bytes.
    static let element: Int64 = 2
    /// Each text in a list of texts that is made: a value and often a string of its own.
    static let piece: Int64 = 6
    /// Each entry of a map that is made: key, value, identity and index.
    static let entry: Int64 = 10
    /// Bytes of text read or made for one unit.
    static let bytesPerUnit = 16

    /// The cost of `count` things of `weight` units, at most `Int64.max`.
    @inline(__always)
    static func of(_ count: Int, _ weight: Int64) -> Int64 {
        let (units, overflow) = Int64(count).multipliedReportingOverflow(by: weight)
        return overflow ? .max : units
    }

    /// The cost of reading or making `count` bytes, rounded up.
    @inline(__always)
    static func of(bytes count: Int) -> Int64 { Int64(count / bytesPerUnit) + (count % bytesPerUnit == 0 ? 0 : 1) }
}
