internal import Glibc
internal import Synchronization

/// A dedicated thread that runs one closure and can be waited for without blocking the waiter's thread.
package final class SocketThread: Sendable {
    /// Shared with the thread itself, which must not keep the owner alive.
    private final class Completion: Sendable {
        private let state = Mutex((isDone: false, waiters: [CheckedContinuation<Void, Never>]()))

        func signal() {
            let waiters = state.withLock { state in
                state.isDone = true
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.resume() }
        }

        func wait() async {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if !state.isDone { state.waiters.append(continuation) }
                    return state.isDone
                }
                if isDone { continuation.resume() }
            }
        }
    }

    /// What the new thread is handed: it takes the closure out, runs it and releases it before it says it is done.
    private final class Start {
        var body: (() -> Void)?
        let completion: Completion

        init(body: @escaping () -> Void, completion: Completion) {
            self.body = body
            self.completion = completion
        }

        func run() {
            body?()
            body = nil
            completion.signal()
        }
    }

    private let wakeUp: WakeUp
    private let completion: Completion
    /// The thread until it has been joined. The lock is held while joining, which happens after the thread's last
    /// action and so takes microseconds.
    private let joinable: Mutex<pthread_t?>

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - wakeUp: readable from the moment the body shall return.
    ///   - body: runs once on the thread and owns what it captures.
    /// - Throws: `threadUnavailable`.
    package init(wakeUp: WakeUp, body: sending @escaping () -> Void) throws(ZeroMQError) {
        self.wakeUp = wakeUp
        self.completion = Completion()
        let start = Unmanaged.passRetained(Start(body: body, completion: completion))
        var thread = pthread_t()
        let result = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument {
                    Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            },
            start.toOpaque()
        )
        guard result == 0 else {
            start.release()
            throw ZeroMQError(.threadUnavailable, "starting a thread: errno \(result); raise the limit of processes")
        }
        self.joinable = Mutex(thread)
    }

    deinit {
        joinable.withLock { thread in
            if let thread { pthread_detach(thread) }
            thread = nil
        }
    }

    /// Asks the body to return and does not wait.
    package func requestStop() {
        wakeUp.signal()
    }

    /// Asks the body to return, waits until it has, and joins the thread. Cancellation does not shorten the wait.
    package func stop() async {
        wakeUp.signal()
        await completion.wait()
        joinable.withLock { thread in
            if let thread { pthread_join(thread, nil) }
            thread = nil
        }
    }
}
