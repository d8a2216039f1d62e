import Foundation

/// Where the repository's own files stand, from where this file stands.
enum PackPaths {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let repository = tests.deletingLastPathComponent().deletingLastPathComponent()
    static let nationalBase = repository.appendingPathComponent("Rules").path
    static let sources = repository.appendingPathComponent("Sources")
    static let badPacks = tests.appendingPathComponent("BadPacks")

    /// Data beside the repository; `YUSHI_SHARED` overrides.
    static var shared: URL {
        if let path = ProcessInfo.processInfo.environment["YUSHI_SHARED"] { return URL(fileURLWithPath: path) }
        return repository.deletingLastPathComponent().appendingPathComponent("shared")
    }
}
