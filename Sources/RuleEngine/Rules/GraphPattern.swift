public import SupervisionModel

/// What a graph rule looks for (logic class G). A pattern is owned by its latest event, the anchor: the search is a
/// function of the anchor and of the edges before it within the horizon, in canonical order, with a budget of visits.
public struct GraphPattern: Hashable, Sendable {
    public enum Find: String, Hashable, Sendable, CaseIterable {
        /// Edges that lead from the anchor's head back to its tail.
        case cycle
        /// Edges that lead from a marked node to the anchor's tail; without marks, the longest way that ends with the anchor.
        case path
        /// Nodes around the anchor, edges taken either way.
        case component
        /// The share of what the anchor's tail has received that comes from marked nodes, each hop in proportion.
        case taint
        /// Who pays to the anchor's head.
        case fanIn
        /// Whom the anchor's tail pays.
        case fanOut
    }

    /// Events that are edges, or that mark a node.
    public struct Element: Hashable, Sendable {
        public let trigger: String
        /// The tail of an edge, or the node that is marked.
        public let from: RuleExpression
        /// The head of an edge; `nil` for a mark.
        public let to: RuleExpression?
        /// Minor units that flow, or that the mark stands for; `nil` counts 1.
        public let weight: RuleExpression?

        public init(trigger: String, from: RuleExpression, to: RuleExpression?, weight: RuleExpression?) {
            self.trigger = trigger
            self.from = from
            self.to = to
            self.weight = weight
        }
    }

    public let find: Find
    public let elements: [Element]
    /// Edges count from opening to closing event; `nil` when `horizon` alone says which count.
    public let open: OpenWindow?
    /// Edges older than that do not count.
    public let horizon: Interval?
    /// Marks older than that do not count.
    public let markHorizon: Interval?
    /// Edges of a pattern, the anchor included.
    public let minimumLength: Int
    public let maximumLength: Int
    /// What each hop must pass on of the one before, in per cent; 0 for any.
    public let retentionPercent: Int64
    /// Whether edges must follow each other in time.
    public let isOrdered: Bool
    /// The longest time between two edges that follow each other.
    public let gap: Interval?
    /// How many edges may lead into and out of the nodes between two edges of a way without marks; `nil` for any number.
    public let inDegree: Int?
    public let outDegree: Int?
    /// Whether funds that begin at a node are tainted: over `node`, and the anchor's event.
    public let source: RuleExpression?
    /// Edges that one search may look at.
    public let visits: Int

    /// Whether a path begins where it cannot go back any further, not at a mark.
    public var isUnmarkedPath: Bool { find == .path && !elements.contains { $0.to == nil } }

    public init(
        find: Find, elements: [Element], open: OpenWindow?, horizon: Interval?, markHorizon: Interval?,
        minimumLength: Int, maximumLength: Int, retentionPercent: Int64, isOrdered: Bool, source: RuleExpression?,
        visits: Int, gap: Interval? = nil, inDegree: Int? = nil, outDegree: Int? = nil
    ) {
        self.find = find
        self.elements = elements
        self.open = open
        self.horizon = horizon
        self.markHorizon = markHorizon
        self.minimumLength = minimumLength
        self.maximumLength = maximumLength
        self.retentionPercent = retentionPercent
        self.isOrdered = isOrdered
        self.source = source
        self.visits = visits
        self.gap = gap
        self.inDegree = inDegree
        self.outDegree = outDegree
    }
}
