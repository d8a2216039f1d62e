import Foundation
import RulePacks

/// A good pack and small edits to it, so that a bad pack shows only what is bad about it.
///
/// Directives: `replace PATH`, the old text, `with`, the new text, `end` (first occurrence); `file PATH`, its text,
/// `end`; `remove PATH`.
enum PackText {
    static func good() throws -> [PackFiles.File] {
        try PackFolder.read(PackPaths.tests.appendingPathComponent("GoodPack").path).files
    }

    static func edited(_ text: String) throws -> [PackFiles.File] {
        var files = try good()
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        while let line = lines.popFirst() {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { continue }
            let path = words[1]
            switch words[0] {
            case "remove": files.removeAll { $0.path == path }
            case "file":
                files.append(PackFiles.File(path: path, bytes: Array(take(&lines, until: "end").utf8)))
            case "replace":
                let old = take(&lines, until: "with")
                let new = take(&lines, until: "end")
                guard let index = files.firstIndex(where: { $0.path == path }) else { throw Problem.noFile(path) }
                let source = String(decoding: files[index].bytes, as: UTF8.self)
                guard let range = source.range(of: old) else { throw Problem.noText(path, old) }
                files[index] = PackFiles.File(
                    path: path, bytes: Array(source.replacingCharacters(in: range, with: new).utf8))
            default: throw Problem.noDirective(line)
            }
        }
        return files
    }

    enum Problem: Error {
        case noFile(String)
        case noText(String, String)
        case noDirective(String)
    }

    private static func take(_ lines: inout ArraySlice<String>, until end: String) -> String {
        var taken: [String] = []
        while let line = lines.popFirst(), line != end { taken.append(line) }
        return taken.joined(separator: "\n")
    }
}
