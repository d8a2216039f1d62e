/// What a simulated node has done.
public struct NodeStatistics: Hashable, Sendable {
    /// Blocks taken, duplicates not counted.
    public internal(set) var blocks = 0
    /// Changes of the active branch that disconnected something.
    public internal(set) var reorganisations = 0
    /// Messages sent.
    public internal(set) var messages = 0
    /// Messages counted and not sent.
    public internal(set) var swallowed = 0
    /// Messages of garbage sent.
    public internal(set) var garbage = 0
}
