/// What the queue could not even mark.
public struct Overflow: Hashable, Sendable {
    /// Messages lost since the event before.
    public internal(set) var messages: Int
    /// Their bytes.
    public internal(set) var bytes: Int
    /// Connection events lost since the event before.
    public internal(set) var connectionEvents: Int
    /// When the first of them was lost.
    public let since: ReceiveTime
}
