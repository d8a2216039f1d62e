import ArgumentParser
import Glibc
import Persistence
import RulePacks
import Supervision
import SupervisionModel
import YushiNode

/// `yushi demo`: a node with a participant beside it, on real ZeroMQ, with planted violations.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show the main job in a minute. 一分钟演示主要功能。",
        discussion: """
            Starts `participant`, which publishes Bitcoin-format blocks over ZeroMQ with a dropped message, a
            reorganisation, a listed address and payments split below a threshold; observes it, prints alerts as they
            are raised, decides one with four eyes, prints the score, and replays the ledger.
              yushi demo --for 60
            """)

    @Option(help: "Where to work; a new directory under /tmp when left out. It is kept.")
    var dir: String?

    @Option(name: .customLong("for"), help: "End after so many seconds; otherwise when everything has been shown.")
    var seconds: Int?

    @Option(help: "First of two ports on 127.0.0.1; chosen by the system when left out.")
    var port: Int?

    func run() async throws {
        try await Demonstration(directory: try workingDirectory(), seconds: seconds ?? 90, port: port).run()
    }

    private func workingDirectory() throws -> String {
        if let dir {
            guard mkdir(dir, 0o700) == 0 || errno == EEXIST else {
                throw CommandFailure.environment("\(dir): \(String(cString: strerror(errno)))")
            }
            return dir
        }
        var template = Array("/tmp/yushi-demo-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandFailure.environment("/tmp: \(String(cString: strerror(errno)))")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
