import Glibc
import SupervisionModel

/// `participant publish` as a process of its own, the other side of the wire.
final class Participant {
    /// Address of its ZeroMQ publisher.
    let feed: String
    /// Base of its read-only HTTP interface.
    let rest: String
    private let process: pid_t

    /// - Parameter port: of the publisher; the HTTP interface takes the next one. Chosen by the system when `nil`.
    init(blocks: String, port: Int?) throws {
        let bind = "tcp://127.0.0.1:" + (port.map(String.init) ?? "*")
        let http = "127.0.0.1:" + String(port.map { $0 + 1 } ?? 0)
        let arguments = [
            try Self.path(), "publish", "bitcoin", blocks, "--network", "regtest", "--bind", bind, "--rest", http,
            "--rate", "6", "--wait-for-subscribers", "1", "--drop", "0.04", "--seed", "3", "--stay",
        ]
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw CommandFailure.environment("pipe: \(String(cString: strerror(errno)))") }
        process = try Self.spawn(arguments, standardOutput: ends[1])
        close(ends[1])
        let line = Self.firstLine(of: ends[0])
        guard let announced = try? JSONParser.parse(line, maximumBytes: 4096),
            let feed = announced["listening"]?.array?.first?.string, let rest = announced["rest"]?.string
        else {
            kill(process, SIGTERM)
            throw CommandFailure.environment(
                "participant did not say where it listens: \(String(decoding: line, as: UTF8.self))")
        }
        self.feed = feed
        self.rest = rest
    }

    func stop() {
        kill(process, SIGTERM)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    /// Beside this program.
    private static func path() throws -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let own = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
        let path = folder + "/participant"
        guard access(path, X_OK) == 0 else {
            throw CommandFailure.environment(
                "\(path) is missing; build it with `swift build -c release --product participant`")
        }
        return path
    }

    private static func spawn(_ arguments: [String], standardOutput: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, standardOutput, STDOUT_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A child must not inherit blocked signals, or SIGTERM never reaches it.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, arguments[0], &actions, &attributes, pointers, environ)
        guard failure == 0 else {
            throw CommandFailure.environment("\(arguments[0]): \(String(cString: strerror(failure)))")
        }
        return process
    }

    private static func firstLine(of descriptor: Int32) -> [UInt8] {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1, byte != 0x0A, line.count < 4096 { line.append(byte) }
        return line
    }
}
