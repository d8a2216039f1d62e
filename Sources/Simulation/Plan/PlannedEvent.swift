public import SupervisionModel

/// An event before it has a block.
public struct PlannedEvent: Sendable {
    /// Name and value of a field; amounts, moments and references in the form of event files.
    public typealias Field = (name: String, value: JSONValue)

    /// How an event meets its block.
    public enum Placement: Sendable, Hashable {
        /// A block of exactly this time carries it.
        case exact
        /// The next block that comes anyway carries it.
        case nextBlock
        /// Only the branch that loses carries it: in the end it has not happened.
        case lostBranch
        /// An event of the node itself, in no block.
        case node
    }

    public let type: String
    /// Place of the chain in the scenario.
    public let chain: Int
    public let time: Timestamp
    public let placement: Placement
    public let fields: [Field]

    public init(type: String, chain: Int, time: Timestamp, placement: Placement, fields: [Field]) {
        self.type = type
        self.chain = chain
        self.time = time
        self.placement = placement
        self.fields = fields
    }

    /// The value of a field; `nil` when the event has none of that name.
    public subscript(name: String) -> JSONValue? {
        fields.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }
}
