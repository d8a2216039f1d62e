/// A reorganisation to make: when the tip reaches a height, so many blocks are replaced by one more.
public struct ReorgPlan: Hashable, Sendable {
    /// Why a text is no plan.
    public struct Malformed: Error, CustomStringConvertible {
        public let description: String
    }

    /// Height of the tip at which it happens.
    public let height: UInt64
    /// How many blocks are disconnected, at least 1.
    public let depth: UInt64

    /// A plan of those numbers.
    public init(height: UInt64, depth: UInt64) {
        self.height = height
        self.depth = depth
    }

    /// Reads `at=HEIGHT,depth=COUNT`.
    public init(_ text: String) throws(Malformed) {
        var values: [Substring: UInt64] = [:]
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard halves.count == 2, ["at", "depth"].contains(halves[0]), values[halves[0]] == nil,
                let number = UInt64(halves[1])
            else {
                throw Malformed(description: "\"\(text)\": expected at=HEIGHT,depth=COUNT, found \"\(pair)\"")
            }
            values[halves[0]] = number
        }
        guard let height = values["at"], let depth = values["depth"], depth >= 1, depth < height, depth <= 1_000 else {
            throw Malformed(
                description: "\"\(text)\": expected at=HEIGHT,depth=COUNT with COUNT from 1 to 1000 and below HEIGHT"
            )
        }
        self.init(height: height, depth: depth)
    }
}
