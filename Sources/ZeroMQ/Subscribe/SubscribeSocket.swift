/// A read-only ZeroMQ connection to one or more publishers: an asynchronous sequence of batches of events.
///
/// ```swift
/// let socket = try SubscribeSocket(
///     SubscribeConfiguration(
///         sources: [.init(try Endpoint("tcp://127.0.0.1:28332"))],
///         subscriptions: [.exact("hashblock"), .exact("rawblock")]
///     )
/// )
/// for await batch in socket {
///     for event in batch { … }
/// }
/// await socket.close()
/// ```
///
/// **Read-only.** Underneath are libzmq SUB sockets, and this type has no way to send; the subscriptions are the only
/// bytes that leave (besides the protocol's own greeting, keys and heartbeats).
///
/// **One thread.** Every socket object has one libzmq context and one dedicated thread, which owns all libzmq sockets:
/// one SUB socket per source, so that each event names the publisher it came from. No call of this type blocks the
/// caller's thread, and nothing of libzmq runs on the cooperative pool.
///
/// **Back-pressure.** The thread never waits. A consumer that is too slow meets a bounded queue: bodies are dropped
/// and marked (``DroppedMessage``), then counted (``Overflow``), and never silently. A batch is everything that was
/// waiting, so that a slow consumer gets larger batches, not more wake-ups.
///
/// **Loss before us.** A publisher drops messages at its own limit and says nothing; only its counters show it, and
/// only with the next message. Connection events tell when messages can have been missed: everything before `ready`.
///
/// **End.** ``close()`` returns when the thread has ended and the context is gone. Cancelling the consuming task ends
/// the sequence but not the socket. A socket that is released without `close()` is shut down in the background.
public final class SubscribeSocket: AsyncSequence, Sendable {
    public typealias Element = [SubscribeEvent]
    public typealias Failure = Never

    /// What the socket was told.
    public let configuration: SubscribeConfiguration

    private let queue: EventQueue
    private let thread: SocketThread

    /// Opens the sockets, starts to connect, and returns; connecting goes on in the background, for ever.
    ///
    /// An unreachable or unknown host is no error here but a ``ConnectionEvent`` with `retrying`.
    ///
    /// - Throws: `invalidSetting`, `invalidEndpoint`, `invalidPath`, `curveUnavailable`, `tooManyOpenFiles`,
    ///   `threadUnavailable`, `system`.
    public init(_ configuration: SubscribeConfiguration) throws(ZeroMQError) {
        try configuration.check()
        self.configuration = configuration
        let queue = EventQueue(limits: configuration.queue)
        let wakeUp = try WakeUp()
        let loop = try SubscribeLoop(configuration: configuration, queue: queue, wakeUp: wakeUp)
        self.queue = queue
        self.thread = try SocketThread(wakeUp: wakeUp) {
            loop.run()
            queue.finish()
        }
    }

    deinit {
        thread.requestStop()
    }

    /// What has been received, kept and dropped so far.
    public var statistics: SubscribeStatistics { queue.statistics }

    /// Ends the connections, the thread and the context, and returns when all of them are gone.
    ///
    /// What was queued before can still be read; then the sequence ends. Any number of calls from anywhere are fine; it
    /// also completes in a cancelled task. It takes milliseconds, except when the system's resolver is looking up a host
    /// name at that moment: that cannot be interrupted and may take its timeout of some seconds.
    public func close() async {
        await thread.stop()
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(socket: self)
    }

    /// Takes batches from the socket. All iterators of a socket share its one queue; use one at a time.
    public struct Iterator: AsyncIteratorProtocol {
        /// Keeps the socket open as long as somebody iterates.
        let socket: SubscribeSocket

        /// All events that wait, at least one; `nil` when the socket is closed and its queue empty, or when the task is
        /// cancelled.
        public mutating func next() async -> [SubscribeEvent]? {
            await socket.queue.next(isolation: nil)
        }

        /// As ``next()``, on the caller's actor.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> [SubscribeEvent]? {
            await socket.queue.next(isolation: actor)
        }
    }
}
