internal import Foundation
internal import Synchronization

/// Holds a running shell and the pipe that keeps it alive.
final class ProcessSlot: Sendable {
    private struct Running {
        let process: Process
        let lifeline: Pipe
    }

    private let running = Mutex<Running?>(nil)

    func start(_ process: Process) async throws {
        let lifeline = Pipe()
        process.standardInput = lifeline
        try await Program.start(process)
        let entry = Running(process: process, lifeline: lifeline)
        running.withLock { $0 = entry }
    }

    /// Whether the shell, and so the node, runs.
    var isRunning: Bool {
        running.withLock { $0?.process.isRunning ?? false }
    }

    /// Closes the pipe and returns when the shell, which waits for its child, has ended.
    func stop() async {
        let taken = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let taken else { return }
        try? taken.lifeline.fileHandleForWriting.close()
        await Program.waitForEnd(of: taken.process)
    }
}
