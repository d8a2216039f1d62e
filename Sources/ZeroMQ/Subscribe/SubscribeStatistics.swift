/// What a ``SubscribeSocket`` has done since it was opened.
///
/// At any moment `receivedMessages == filteredMessages + queuedMessages + droppedMessages + lostMessages`.
public struct SubscribeStatistics: Hashable, Sendable {
    /// Messages taken from libzmq.
    public internal(set) var receivedMessages: UInt64 = 0
    /// Bytes of all parts of them.
    public internal(set) var receivedBytes: UInt64 = 0
    /// Messages that matched no exact subscription and were not wanted.
    public internal(set) var filteredMessages: UInt64 = 0
    /// Messages put into the queue whole.
    public internal(set) var queuedMessages: UInt64 = 0
    /// Messages of which a ``DroppedMessage`` was put into the queue.
    public internal(set) var droppedMessages: UInt64 = 0
    /// Messages of which only the number is known (``Overflow``).
    public internal(set) var lostMessages: UInt64 = 0
    /// Connection events seen.
    public internal(set) var connectionEvents: UInt64 = 0
    /// Most whole messages that have waited at once.
    public internal(set) var queueHighestMessages = 0
    /// Most bytes of whole messages that have waited at once.
    public internal(set) var queueHighestBytes = 0
}
