import Glibc

/// Whether a file is there.
enum FilePresence {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
