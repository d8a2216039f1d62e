/// Why a header was not taken into the tree.
public enum HeaderRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// The parent is not known: fetch the headers between.
    case unlinked = "header.unlinked"
    /// The target is not what the headers before demand.
    case difficulty = "header.difficulty"
    /// The time is not after the median of the eleven blocks before.
    case medianTime = "header.medianTime"
    /// The time is more than two hours ahead of the node's clock; the same header may be good later.
    case futureTime = "header.futureTime"
    /// The branch has far less work than the best chain: cheap to make, of no use to anybody.
    case lowWork = "header.lowWork"
    /// Those who may sign have changed without the word of those who might before, or the header does not follow its parent
    /// in height or time.
    case validators = "header.validators"
    /// The source already holds as many side branches in memory as it may.
    case sideBranches = "header.sideBranches"
}
