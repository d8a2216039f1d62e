import ChainCrypto
import RuleEngine
public import SupervisionModel

/// The files of a pack as bytes, by path: what a folder and a bundle both are.
///
/// A bundle is canonical JSON `{files: [{path, text}], format}` with the files in the order of their paths' bytes: one
/// pack has one bundle, whose SHA-256 is the pack's digest. The content store keeps it, and a replay loads the same
/// pack from it with no file system.
public struct PackFiles: Sendable {
    public struct File: Sendable {
        /// Relative to the folder, with `/`, such as `rules/chain/CHN-01.yaml`.
        public let path: String
        public let bytes: [UInt8]

        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    public static let format = "yushi-pack-1"
    /// A bundle escapes line feeds and quotes, so it is larger than its files.
    static let maximumBundleBytes = LoadLimits.packBytes * 2 + (1 << 20)

    /// In the order of their paths' bytes; no two alike.
    public let files: [File]
    /// `manifest.note`, which signs the other files: no part of the bundle, so that signing does not change the digest.
    public let note: [UInt8]?

    /// The path of the signed manifest.
    public static let notePath = "manifest.note"

    /// - Throws: `LoadFailure` when there are too many files or bytes, or a path is no path of a pack.
    public init(_ files: [File]) throws(LoadFailure) {
        note = files.first { $0.path.utf8.elementsEqual(PackFiles.notePath.utf8) }?.bytes
        let sorted = files.filter { !PackFiles.isNote($0.path) }.sorted {
            $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
        }
        guard sorted.count <= LoadLimits.files else { throw PackFiles.tooLarge("\(LoadLimits.files)", "files") }
        var total = 0
        var previous: String?
        for file in sorted {
            total += file.bytes.count
            guard total <= LoadLimits.packBytes else { throw PackFiles.tooLarge("\(LoadLimits.packBytes)", "bytes") }
            guard PackFiles.isPath(file.path), previous.map({ !$0.utf8.elementsEqual(file.path.utf8) }) ?? true else {
                throw PackFiles.malformed("\"\(file.path)\" is no path of a pack, or stands there twice")
            }
            previous = file.path
        }
        self.files = sorted
    }

    /// Reads what `bundle` wrote.
    /// - Throws: `LoadFailure` with YR1105 for anything but canonical bytes.
    public init(bundle bytes: [UInt8]) throws(LoadFailure) {
        let value: JSONValue
        do throws(JSONError) {
            value = try CanonicalJSON.decode(bytes, maximumBytes: PackFiles.maximumBundleBytes)
        } catch {
            throw PackFiles.malformed(JSONProblem.phrase(error))
        }
        var files: [File] = []
        do throws(JSONReadError) {
            let reader = JSONReader(value)
            try reader.allowOnly(["files", "format"])
            let format = try reader.string("format")
            guard format.utf8.elementsEqual(PackFiles.format.utf8) else {
                throw try reader.member("format").invalid(expected: PackFiles.format, found: format)
            }
            for element in try reader.array("files") {
                try element.allowOnly(["path", "text"])
                files.append(File(path: try element.string("path"), bytes: Array(try element.string("text").utf8)))
            }
        } catch {
            throw PackFiles.malformed(JSONProblem.phrase(error))
        }
        try self.init(files)
        guard self.files.count == files.count else { throw PackFiles.malformed("a signed manifest is no part of it") }
        // Canonical JSON keeps the order of arrays: another order would be another digest of the same pack.
        guard zip(self.files, files).allSatisfy({ $0.path.utf8.elementsEqual($1.path.utf8) }) else {
            throw PackFiles.malformed("the files are not in the order of their paths")
        }
    }

    /// The bytes of the bundle.
    /// - Throws: `LoadFailure` with YR1002 when a file is not UTF-8.
    public func bundle() throws(LoadFailure) -> [UInt8] {
        let diagnostics = Diagnostics()
        var elements: [JSONValue] = []
        for file in files {
            guard let source = SourceFile.decode(file.bytes, path: file.path, into: diagnostics) else { continue }
            elements.append(["path": .string(file.path), "text": .string(source.text)])
        }
        try diagnostics.failIfAny()
        let bundle: JSONObject = ["files": .array(elements), "format": .string(PackFiles.format)]
        return bundle.encode()
    }

    /// The signed manifest of this pack, or of one that it extends.
    private static func isNote(_ path: String) -> Bool {
        var rest = Substring(path)
        while rest.hasPrefix(PackSources.parentFolder) { rest = rest.dropFirst(PackSources.parentFolder.count) }
        return rest.utf8.elementsEqual(notePath.utf8)
    }

    /// The files of the pack that this one extends; `nil` when there are none.
    var parent: PackFiles? {
        let folder = PackSources.parentFolder
        let inner = files.filter { $0.path.hasPrefix(folder) }
            .map { File(path: String($0.path.dropFirst(folder.count)), bytes: $0.bytes) }
        return inner.isEmpty ? nil : try? PackFiles(inner)
    }

    /// What `pack.yaml` says, without reading anything else.
    public func manifest() throws(LoadFailure) -> PackManifest {
        let diagnostics = Diagnostics()
        let level = PackLevel(self, prefix: "", diagnostics: diagnostics)
        guard let manifest = level.manifest.manifest else { throw LoadFailure(diagnostics.errors) }
        return manifest
    }

    /// SHA-256 of a bundle.
    public static func digest(of bundle: [UInt8]) -> Digest32 { Digest32(SHA256.hash(bundle).bytes) ?? .zero }

    /// Printable ASCII segments of letters, digits, `.`, `_`, `-`, none beginning with a dot; at most 200 bytes.
    static func isPath(_ path: String) -> Bool {
        guard (1...200).contains(path.utf8.count) else { return false }
        return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
            guard let first = segment.utf8.first, first != UInt8(ascii: ".") else { return false }
            return segment.utf8.allSatisfy {
                Identifier.isLetter($0) || Identifier.isDigit($0) || "._-".utf8.contains($0)
            }
        }
    }

    private static func tooLarge(_ limit: String, _ what: String) -> LoadFailure {
        LoadFailure([LoadError(.packTooLarge, at: place, [limit, what])])
    }

    private static func malformed(_ reason: String) -> LoadFailure {
        LoadFailure([LoadError(.badBundle, at: place, [reason])])
    }

    private static let place = SourceLocation(file: "pack", line: 1, column: 1)
}
