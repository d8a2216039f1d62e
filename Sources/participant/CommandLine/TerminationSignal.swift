internal import Dispatch
internal import Glibc

/// SIGTERM and SIGINT as something a task can wait for.
final class TerminationSignal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// Takes both signals over from now on.
    init() {
        (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            let continuation = continuation
            // The handler keeps the source, and the source its handler, for the life of the process.
            source.setEventHandler {
                _ = source
                continuation.yield()
            }
            source.resume()
        }
    }

    /// Returns when one has arrived, or when the task is cancelled.
    func wait() async {
        for await _ in stream { return }
    }
}
