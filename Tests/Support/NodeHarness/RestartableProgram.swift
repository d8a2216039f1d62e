public import Foundation
internal import Synchronization

/// A program that can be stopped and started again with the same arguments.
public final class RestartableProgram: Sendable {
    private let make: @Sendable () -> LinkedProgram
    private let current: Mutex<LinkedProgram>

    public init(
        _ program: URL, _ arguments: [String], environment: [String: String] = [:], log: URL
    ) {
        make = { LinkedProgram(program, arguments, environment: environment, log: log) }
        current = Mutex(make())
    }

    /// The running program, or the last one.
    public var program: LinkedProgram { current.withLock { $0 } }

    public func start() async throws { try await program.start() }

    @discardableResult
    public func stop() async -> Int32 { await program.stop() }

    /// Stops the program and starts it anew; `whileStopped` runs in between.
    public func restart(whileStopped: () async throws -> Void = {}) async throws {
        await stop()
        try await whileStopped()
        let next = make()
        current.withLock { $0 = next }
        try await next.start()
    }
}
