import Foundation

/// The RFC 8785 vectors beside the repository (`../shared`, or the folder that `YUSHI_SHARED` names).
enum JSONVectorFiles {
    static let folder: URL = {
        let shared: URL
        if let path = ProcessInfo.processInfo.environment["YUSHI_SHARED"] {
            shared = URL(fileURLWithPath: path)
        } else {
            shared = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared").standardizedFileURL
        }
        return shared.appendingPathComponent("data/tlog/rfc8785-jcs/testdata")
    }()

    static var arePresent: Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("input").path)
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }
}
