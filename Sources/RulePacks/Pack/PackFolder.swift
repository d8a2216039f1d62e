import Foundation
import RuleEngine

/// Reads the files of a pack from a folder. Names beginning with a dot, and README.md, LICENSE and CHANGELOG.md at the
/// top, are no part of a pack.
public enum PackFolder {
    private static let documents = ["README.md", "LICENSE", "LICENSE.md", "CHANGELOG.md"]
    /// rules/GROUP/RULE.yaml has three, and there may be parent/ before; a few more are allowed.
    private static let maximumDepth = 12

    /// - Throws: `LoadFailure` when something cannot be read or the limits are exceeded.
    public static func read(_ directory: String) throws(LoadFailure) -> PackFiles {
        var found: [PackFiles.File] = []
        var total = 0
        try collect(directory, prefix: "", depth: 0, into: &found, total: &total)
        return try PackFiles(found)
    }

    private static func collect(
        _ directory: String, prefix: String, depth: Int, into found: inout [PackFiles.File], total: inout Int
    ) throws(LoadFailure) {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
            throw unreadable(prefix.isEmpty ? directory : prefix, "no such folder, or no permission")
        }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !name.hasPrefix(".") {
            let path = directory + "/" + name
            let relative = prefix.isEmpty ? name : prefix + "/" + name
            if isTop(prefix), documents.contains(name) { continue }
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            switch attributes?[.type] as? FileAttributeType {
            case .typeDirectory?:
                guard depth < maximumDepth else { throw unreadable(relative, "folders nested too deep") }
                try collect(path, prefix: relative, depth: depth + 1, into: &found, total: &total)
            case .typeRegular?:
                let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
                // Without reading it: the loader names the file and the limit.
                guard size <= LoadLimits.fileBytes else {
                    let start = SourceLocation(file: relative, line: 1, column: 1)
                    throw LoadFailure([LoadError(.fileTooLarge, at: start, ["\(size)", "\(LoadLimits.fileBytes)"])])
                }
                total += size
                guard total <= LoadLimits.packBytes, found.count < LoadLimits.files else {
                    let start = SourceLocation(file: relative, line: 1, column: 1)
                    throw LoadFailure([
                        LoadError(.packTooLarge, at: start, ["\(LoadLimits.packBytes)", "bytes or too many files"])
                    ])
                }
                guard let data = FileManager.default.contents(atPath: path) else {
                    throw unreadable(relative, "no permission")
                }
                found.append(PackFiles.File(path: relative, bytes: Array(data)))
            default:
                throw unreadable(relative, "neither a file nor a folder; links are not followed")
            }
        }
    }

    /// The folder of the pack, or of one that it extends.
    private static func isTop(_ prefix: String) -> Bool {
        prefix.split(separator: "/").allSatisfy { $0 == PackSources.parentFolder.dropLast() }
    }

    private static func unreadable(_ path: String, _ reason: String) -> LoadFailure {
        LoadFailure([LoadError(.unreadable, at: SourceLocation(file: path, line: 1, column: 1), [reason])])
    }
}
