import Foundation
import TransparencyLog

/// The vectors beside the repository (`../shared`, or the folder that `YUSHI_SHARED` names).
enum SharedVectors {
    static let folder: URL = {
        let shared: URL
        if let path = ProcessInfo.processInfo.environment["YUSHI_SHARED"] {
            shared = URL(fileURLWithPath: path)
        } else {
            shared = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../shared").standardizedFileURL
        }
        return shared.appendingPathComponent("data/tlog")
    }()

    static let skipped = "skipped: no transparency log vectors in ../shared/data/tlog (or below YUSHI_SHARED)"

    static var arePresent: Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("README.md").path)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(path)))
    }

    static func files(below path: String) throws -> [String] {
        let root = folder.appendingPathComponent(path)
        return try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { name in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(
                atPath: root.appendingPathComponent(name).path, isDirectory: &isDirectory)
                && !isDirectory.boolValue
        }.sorted()
    }
}

/// Tiles read from a folder of the vectors, partial or full.
struct FolderTiles: TileReader {
    let path: String

    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        try SharedVectors.bytes("\(path)/\(coordinate.path)")
    }
}

func hexBytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var digits = text.utf8.makeIterator()
    while let high = digits.next(), let low = digits.next() {
        bytes.append(UInt8(String(UnicodeScalar(high)) + String(UnicodeScalar(low)), radix: 16) ?? 0)
    }
    return bytes
}

/// A generator with a printed seed, so that a failure can be repeated.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
