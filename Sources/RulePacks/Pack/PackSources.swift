import RuleEngine

/// The files of one pack by what they are, without those of the pack that it extends.
struct PackSources {
    enum Kind {
        case manifest, vocabulary, rule, list, table, calendar, exception
    }

    /// Where a pack keeps the files of the one that it extends.
    static let parentFolder = "parent/"

    private let sources: [(kind: Kind, file: SourceFile)]

    func files(_ kind: Kind) -> [SourceFile] { sources.filter { $0.kind == kind }.map(\.file) }

    /// - Parameter prefix: stands before the paths in messages, such as `parent/`.
    init(_ files: PackFiles, prefix: String, diagnostics: Diagnostics) {
        var sources: [(kind: Kind, file: SourceFile)] = []
        for file in files.files where !file.path.hasPrefix(PackSources.parentFolder) {
            let path = prefix + file.path
            guard let kind = PackSources.kind(of: file.path) else {
                let expected =
                    "pack.yaml, vocabulary/*.yaml, rules/**.yaml, lists/*.yaml, lists/*.json, tables/*.yaml, calendars/*.yaml, exceptions/*.yaml, parent/**"
                diagnostics.report(
                    .unexpectedFile, at: SourceLocation(file: path, line: 1, column: 1), [expected])
                continue
            }
            if let source = SourceFile.decode(file.bytes, path: path, into: diagnostics) {
                sources.append((kind, source))
            }
        }
        self.sources = sources
    }

    private static func kind(of path: String) -> Kind? {
        let parts = path.split(separator: "/").map(String.init)
        let isYAML = path.hasSuffix(".yaml")
        switch parts.first {
        case PackManifestReader.path? where parts.count == 1: return .manifest
        case "vocabulary"? where parts.count == 2 && isYAML: return .vocabulary
        case "rules"? where parts.count >= 2 && isYAML: return .rule
        case "lists"? where parts.count == 2 && (isYAML || path.hasSuffix(".json")): return .list
        case "tables"? where parts.count == 2 && isYAML: return .table
        case "calendars"? where parts.count == 2 && isYAML: return .calendar
        case "exceptions"? where parts.count == 2 && isYAML: return .exception
        default: return nil
        }
    }
}
