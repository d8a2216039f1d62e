internal import Foundation
internal import Glibc

/// Runs a program to its end without blocking the threads that tests run on.
enum Program {
    struct Result: Sendable {
        let status: Int32
        /// Standard output without its last line end.
        let output: String
        let errors: String
    }

    static func run(_ program: URL, _ arguments: [String]) async throws -> Result {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try await start(process)
        async let printed = readToEnd(output.fileHandleForReading)
        async let complaints = readToEnd(errors.fileHandleForReading)
        let texts = await (printed, complaints)
        await waitForEnd(of: process)
        return Result(status: process.terminationStatus, output: texts.0, errors: texts.1)
    }

    /// Starts a program that can be stopped by signals.
    ///
    /// A child inherits the signal mask of the thread that starts it, and the threads that tasks run on block nearly all
    /// signals: a node started from one would never see SIGTERM.
    static func start(_ process: Process) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread {
                var none = sigset_t()
                sigemptyset(&none)
                pthread_sigmask(SIG_SETMASK, &none, nil)
                continuation.resume(with: Swift.Result { try process.run() })
            }
        }
    }

    static func waitForEnd(of process: Process) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                process.waitUntilExit()
                continuation.resume()
            }
        }
    }

    private static func readToEnd(_ handle: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let data = (try? handle.readToEnd()) ?? Data()
                var text = Substring(decoding: data, as: UTF8.self)
                if text.last == "\n" { text.removeLast() }
                continuation.resume(returning: String(text))
            }
        }
    }
}
