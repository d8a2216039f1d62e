import Glibc
import TransparencyLog

/// The heads that this reader has seen, in a file of his.
struct RememberedHeads {
    private let path: String
    private let before: HeadMemory
    var heads: HeadMemory

    init(path: String?) throws {
        self.path = path ?? RememberedHeads.defaultPath
        heads = HeadMemory()
        if access(self.path, F_OK) == 0 {
            do {
                heads = try HeadMemory(parsing: try TextFile.read(self.path))
            } catch let error as LogError {
                throw CommandFailure.badInput("\(self.path): \(error)")
            }
        }
        before = heads
    }

    func write() throws {
        guard heads != before else { return }
        var directory = ""
        for part in path.split(separator: "/").dropLast() {
            directory += (directory.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
            mkdir(directory, 0o700)
        }
        try TextFile.write(path, heads.encode())
    }

    private static var defaultPath: String {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        let state = variable("XDG_STATE_HOME") ?? (variable("HOME") ?? ".") + "/.local/state"
        return state + "/yushi/heads"
    }
}
