import Synchronization

/// What waits for the observer's one loop. Answers to requests are put down at once, for their number is bounded by the
/// requests; whoever brings more than was asked for waits until it has been dealt with, so that back-pressure reaches
/// the socket's own queue.
final class Inbox<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var delivering: [CheckedContinuation<Void, Never>] = []
        /// Deliveries in the batch that is being dealt with.
        var handled: [CheckedContinuation<Void, Never>] = []
        var waiting: CheckedContinuation<[Element]?, Never>?
        var isFinished = false
    }

    private let state = Mutex(State())

    /// Puts an element down.
    func post(_ element: Element) {
        let ready: (CheckedContinuation<[Element]?, Never>, [Element])? = state.withLock { state in
            guard !state.isFinished else { return nil }
            state.elements.append(element)
            return Self.take(&state)
        }
        if let ready { ready.0.resume(returning: ready.1) }
    }

    /// Puts an element down and waits until the batch that holds it has been dealt with, or the end.
    func deliver(_ element: Element) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let (ended, ready) = state.withLock {
                state -> (Bool, (CheckedContinuation<[Element]?, Never>, [Element])?) in
                guard !state.isFinished else { return (true, nil) }
                state.elements.append(element)
                state.delivering.append(continuation)
                return (false, Self.take(&state))
            }
            if ended { continuation.resume() }
            if let ready { ready.0.resume(returning: ready.1) }
        }
    }

    /// Everything that waits, at least one element; nil after the end. Asking for the next batch says that the last one
    /// has been dealt with.
    func next() async -> [Element]? {
        let handled = state.withLock { state in
            defer { state.handled = [] }
            return state.handled
        }
        for continuation in handled { continuation.resume() }
        return await withCheckedContinuation { continuation in
            let result: [Element]?? = state.withLock { state in
                if state.isFinished { return .some(nil) }
                guard !state.elements.isEmpty else {
                    state.waiting = continuation
                    return nil
                }
                return .some(Self.takeAll(&state))
            }
            if let result { continuation.resume(returning: result) }
        }
    }

    /// No more: what waits is thrown away, and everybody is let go.
    func finish() {
        let (waiting, others) = state.withLock { state in
            state.isFinished = true
            state.elements = []
            defer {
                state.waiting = nil
                state.delivering = []
                state.handled = []
            }
            return (state.waiting, state.delivering + state.handled)
        }
        waiting?.resume(returning: nil)
        for continuation in others { continuation.resume() }
    }

    private static func take(_ state: inout State) -> (CheckedContinuation<[Element]?, Never>, [Element])? {
        guard let waiting = state.waiting else { return nil }
        state.waiting = nil
        return (waiting, takeAll(&state))
    }

    private static func takeAll(_ state: inout State) -> [Element] {
        state.handled += state.delivering
        state.delivering = []
        defer { state.elements = [] }
        return state.elements
    }
}
