import ChainCrypto
import Foundation

/// The captured frames of real nodes, where they are on this machine.
enum Captures {
    struct Frame: Decodable, Sendable {
        let t: UInt64
        let topic: String
        let frames: [String]

        var parts: [[UInt8]] { frames.map { HexDigits.decode($0) ?? [] } }
    }

    struct Event: Decodable, Sendable {
        let t: UInt64
        let what: String
        let tip: String?
    }

    /// `../shared` beside the repository, or what YUSHI_SHARED says.
    private static var folder: URL {
        if let path = ProcessInfo.processInfo.environment["YUSHI_SHARED"] { return URL(fileURLWithPath: path) }
        return URL(fileURLWithPath: FileManager.default.currentDirectoryPath).appendingPathComponent("../shared")
    }

    static func frames(_ name: String) -> [Frame]? { lines("bsv/\(name).jsonl") }
    static func events(_ name: String) -> [Event]? { lines("bsv/\(name).jsonl") }

    private static func lines<Line: Decodable>(_ name: String) -> [Line]? {
        let url = folder.appendingPathComponent("data/chains/captures/\(name)")
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            print("SKIPPED: \(url.path) is not there; set YUSHI_SHARED to the folder that holds data/chains/captures")
            return nil
        }
        return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }
}
