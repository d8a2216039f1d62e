import Foundation

/// Real chain data that lies beside the repository and is not part of it.
enum SharedData {
    /// `YUSHI_SHARED`, else `../shared` beside the repository root; nil when neither is there.
    static let root: URL? = {
        if let path = ProcessInfo.processInfo.environment["YUSHI_SHARED"] { return URL(fileURLWithPath: path) }
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let beside = repository.deletingLastPathComponent().appendingPathComponent("shared")
        return FileManager.default.fileExists(atPath: beside.path) ? beside : nil
    }()

    static var isPresent: Bool { root != nil }

    /// Path of a file below `data/chains/`.
    static func path(_ relative: String) throws -> String {
        guard let root else { throw Missing() }
        return root.appendingPathComponent("data/chains/" + relative).path
    }

    static func bytes(_ relative: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(relative))))
    }

    static func json(_ relative: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path(relative))))
    }

    /// Path of a fixture in this folder.
    static func fixture(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/" + name).path
    }

    struct Missing: Error {}
}
