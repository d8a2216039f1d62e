public import Foundation
internal import Synchronization

/// A program that a test starts and that ends with it, however the test ends.
///
/// A shell holds the program as its child and stops it by its process number as soon as the pipe to the shell's standard
/// input is closed: by ``stop()``, or because this process is gone.
public final class LinkedProgram: Sendable {
    /// The program did not do what was expected of it.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    private struct Output {
        var text = ""
        var isAtEnd = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let process: Process
    private let slot = ProcessSlot()
    private let log: URL
    private let name: String
    private let output = Mutex(Output())

    /// - Parameters:
    ///   - readsInput: the program itself ends when its standard input is closed.
    ///   - log: file for its standard error.
    public init(
        _ program: URL, _ arguments: [String], readsInput: Bool = false, environment: [String: String] = [:], log: URL
    ) {
        let script = """
            log=$1; input=$2; shift 2
            exec 3<&0
            if [ "$input" = own ]; then exec "$@" 2>>"$log"; fi
            "$@" 2>>"$log" </dev/null 3<&- &
            program=$!
            (cat <&3 >/dev/null; kill "$program") >/dev/null 2>&1 &
            watch=$!
            wait "$program"
            status=$?
            kill "$watch" 2>/dev/null
            exit "$status"
            """
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, "sh", log.path, readsInput ? "own" : "none", program.path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        self.log = log
        name = program.lastPathComponent
    }

    /// Starts the program.
    public func start() async throws {
        let pipe = Pipe()
        process.standardOutput = pipe
        try await slot.start(process)
        Thread.detachNewThread { [self] in
            while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
                let text = String(decoding: data, as: UTF8.self)
                output.withLock { output in
                    output.text += text
                    Self.wake(&output)
                }
            }
            output.withLock { output in
                output.isAtEnd = true
                Self.wake(&output)
            }
        }
    }

    private static func wake(_ output: inout Output) {
        output.waiting?.resume()
        output.waiting = nil
    }

    /// Its first line on standard output; one test waits for it.
    ///
    /// - Throws: ``Failure`` when it ends without one.
    public func firstLine() async throws -> String {
        while true {
            let (line, isAtEnd) = output.withLock { output in
                (output.text.firstIndex(of: "\n").map { String(output.text[..<$0]) }, output.isAtEnd)
            }
            if let line { return line }
            guard !isAtEnd else { throw Failure(description: "\(name) ended without a line:\n\(errors)") }
            await withCheckedContinuation { continuation in
                output.withLock { output in
                    output.waiting = continuation
                    // It may have come in between.
                    if output.isAtEnd || output.text.contains("\n") { Self.wake(&output) }
                }
            }
        }
    }

    /// Everything on standard output so far.
    public var text: String { output.withLock { $0.text } }

    /// Everything on standard error so far.
    public var errors: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    public var isRunning: Bool { slot.isRunning }

    /// Sends SIGTERM, or closes the standard input, and returns the exit status.
    @discardableResult
    public func stop() async -> Int32 {
        await slot.stop()
        return process.isRunning ? -1 : process.terminationStatus
    }
}
