internal import Synchronization

/// The bounded queue between a socket's thread, which never waits, and its one consumer, which does.
///
/// All state is in one `Mutex`; the consumer takes everything at once, so that the lock is held for a swap of arrays.
final class EventQueue: Sendable {
    private struct State {
        var events: [SubscribeEvent] = []
        /// Whole messages in `events`, and their bytes.
        var messages = 0
        var bytes = 0
        /// Everything else in `events`.
        var markers = 0
        var statistics = SubscribeStatistics()
        /// The consumer, while it waits; then `events` is empty.
        var waiting: CheckedContinuation<[SubscribeEvent]?, Never>?
        /// No more events will come.
        var isFinished = false
    }

    private let limits: SubscribeConfiguration.QueueLimits
    private let state = Mutex(State())

    init(limits: SubscribeConfiguration.QueueLimits) {
        self.limits = limits
    }

    var statistics: SubscribeStatistics {
        state.withLock { $0.statistics }
    }

    // MARK: the thread's side

    /// Whether a message of that size would be kept whole now. Only the thread adds, so a yes stays a yes.
    func hasRoom(forBytes byteCount: Int) -> Bool {
        state.withLock { hasRoom($0, byteCount) }
    }

    func countFiltered(bytes: Int) {
        state.withLock {
            $0.statistics.receivedMessages += 1
            $0.statistics.receivedBytes += UInt64(bytes)
            $0.statistics.filteredMessages += 1
        }
    }

    /// Puts a whole message in; the caller has asked `hasRoom`.
    func add(_ message: SubscribeMessage, bytes: Int) {
        let waiting = state.withLock { state in
            state.statistics.receivedMessages += 1
            state.statistics.receivedBytes += UInt64(bytes)
            state.statistics.queuedMessages += 1
            state.messages += 1
            state.bytes += bytes
            state.statistics.queueHighestMessages = max(state.statistics.queueHighestMessages, state.messages)
            state.statistics.queueHighestBytes = max(state.statistics.queueHighestBytes, state.bytes)
            state.events.append(.message(message))
            return Self.takeWaiting(&state)
        }
        waiting?()
    }

    /// Puts a marker in, or counts it into an overflow when there is no room for markers.
    func add(_ dropped: DroppedMessage) {
        let waiting = state.withLock { state in
            state.statistics.receivedMessages += 1
            state.statistics.receivedBytes += UInt64(dropped.byteCount)
            if state.markers < limits.markers {
                state.statistics.droppedMessages += 1
                state.markers += 1
                state.events.append(.dropped(dropped))
            } else {
                state.statistics.lostMessages += 1
                Self.overflow(&state, at: dropped.received) {
                    $0.messages += 1
                    $0.bytes += dropped.byteCount
                }
            }
            return Self.takeWaiting(&state)
        }
        waiting?()
    }

    func add(_ event: ConnectionEvent) {
        let waiting = state.withLock { state in
            state.statistics.connectionEvents += 1
            if state.markers < limits.markers {
                state.markers += 1
                state.events.append(.connection(event))
            } else {
                Self.overflow(&state, at: event.received) { $0.connectionEvents += 1 }
            }
            return Self.takeWaiting(&state)
        }
        waiting?()
    }

    /// Ends the sequence: what is queued is still delivered, then `nil`.
    func finish() {
        let waiting = state.withLock { state in
            state.isFinished = true
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: nil)
    }

    // MARK: the consumer's side

    /// Everything that waits, at least one event; `nil` after the end or when the task is cancelled.
    ///
    /// One consumer at a time: a second one that comes while the first waits gets `nil`.
    func next(isolation: isolated (any Actor)? = #isolation) async -> [SubscribeEvent]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation(isolation: isolation) { continuation in
                let ready: [SubscribeEvent]?? = state.withLock { state in
                    if !state.events.isEmpty { return .some(Self.takeAll(&state)) }
                    if state.isFinished || Task.isCancelled || state.waiting != nil { return .some(nil) }
                    state.waiting = continuation
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                defer { state.waiting = nil }
                return state.waiting
            }
            waiting?.resume(returning: nil)
        }
    }

    // MARK: inside the lock

    private func hasRoom(_ state: State, _ byteCount: Int) -> Bool {
        state.messages < limits.messages && (state.messages == 0 || state.bytes + byteCount <= limits.bytes)
    }

    /// Adds to the overflow at the end of the queue, which is made if the last event is none: one such event stands for
    /// any number of losses in a row, and its place in the sequence says between which events they happened.
    private static func overflow(_ state: inout State, at time: ReceiveTime, _ change: (inout Overflow) -> Void) {
        if case .overflow(var overflow) = state.events.last {
            change(&overflow)
            state.events[state.events.count - 1] = .overflow(overflow)
        } else {
            var overflow = Overflow(messages: 0, bytes: 0, connectionEvents: 0, since: time)
            change(&overflow)
            state.events.append(.overflow(overflow))
        }
    }

    private static func takeAll(_ state: inout State) -> [SubscribeEvent] {
        var events: [SubscribeEvent] = []
        swap(&events, &state.events)
        state.messages = 0
        state.bytes = 0
        state.markers = 0
        return events
    }

    private static func takeWaiting(_ state: inout State) -> (() -> Void)? {
        guard let waiting = state.waiting else { return nil }
        state.waiting = nil
        let events = takeAll(&state)
        return { waiting.resume(returning: events) }
    }
}
