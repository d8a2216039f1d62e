import Foundation
import SupervisionModel

/// The two clocks of the observer and its pause, so that a test can bring its own.
public struct ObserverClock: Sendable {
    public let now: @Sendable () -> Moment
    public let sleep: @Sendable (Duration) async throws -> Void

    public init(now: @escaping @Sendable () -> Moment, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clocks.
    public static let system: ObserverClock = {
        let start = ContinuousClock.now
        return ObserverClock(
            now: {
                let passed = start.duration(to: .now).components
                return Moment(
                    wall: Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)),
                    uptime: Interval(
                        milliseconds: passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000))
            },
            sleep: { try await Task.sleep(for: $0) })
    }()
}
