/// One measured figure.
struct BenchRow: Encodable {
    enum Bound: String, Encodable {
        case atLeast
        case atMost
    }

    let section: String
    let name: String
    let value: Double
    let unit: String
    /// The limit that the figure must keep; for absolute times it holds for the machine that the limits name.
    var limit: Double?
    var bound: Bound?
    /// What the figure is compared with, or what it leaves out.
    var note: String?

    /// Whether the limit is kept; nil without one.
    var isKept: Bool? {
        guard let limit, let bound else { return nil }
        return bound == .atLeast ? value >= limit : value <= limit
    }
}
