import RuleEngine
import SupervisionModel

/// One pack of a line of packs that extend each other: its files and its manifest.
struct PackLevel {
    let sources: PackSources
    let manifest: PackManifestReader
    /// Stands before its paths in messages; empty for the pack itself.
    let prefix: String
    let files: PackFiles

    /// Reads the manifest; a missing one is reported.
    init(_ files: PackFiles, prefix: String, diagnostics: Diagnostics) {
        self.files = files
        self.prefix = prefix
        sources = PackSources(files, prefix: prefix, diagnostics: diagnostics)
        var reader = PackManifestReader(diagnostics: diagnostics)
        if let file = sources.files(.manifest).first {
            reader.read(file)
        } else {
            let path = prefix + PackManifestReader.path
            let isReported = diagnostics.errors.contains { $0.location.file == path }
            if !isReported { diagnostics.report(.noManifest, at: SourceLocation(file: path, line: 1, column: 1)) }
        }
        manifest = reader
    }

    /// Packs that extend each other.
    static let maximumLevels = 4

    /// The pack first, then the one that it extends, and so on: each where the one before says it is, with the digest that
    /// it says.
    static func line(_ files: PackFiles, prefix: String, diagnostics: Diagnostics) -> [PackLevel] {
        var levels = [PackLevel(files, prefix: prefix, diagnostics: diagnostics)]
        while let level = levels.last {
            let parent = level.files.parent
            guard let place = level.manifest.extendsLocation else {
                if let first = parent?.files.first {
                    let path = level.prefix + PackSources.parentFolder + first.path
                    diagnostics.report(
                        .combination, at: SourceLocation(file: path, line: 1, column: 1),
                        ["a folder parent/ goes with extends only"])
                }
                return levels
            }
            guard let reference = level.manifest.extends else { return levels }
            guard let parent else {
                diagnostics.report(.noParent, at: place, [reference.id])
                return levels
            }
            guard levels.count < maximumLevels else {
                diagnostics.report(.tooDeep, at: place, ["\(maximumLevels)"])
                return levels
            }
            guard let bundle = try? parent.bundle() else {
                // Not UTF-8: reading its files says which.
                _ = PackSources(parent, prefix: level.prefix + PackSources.parentFolder, diagnostics: diagnostics)
                return levels
            }
            let digest = PackFiles.digest(of: bundle)
            guard digest == reference.digest else {
                diagnostics.report(.parentDiffers, at: place, [reference.id, digest.hex, reference.digest.hex])
                return levels
            }
            let next = PackLevel(
                parent, prefix: level.prefix + PackSources.parentFolder, diagnostics: diagnostics)
            if let id = next.manifest.manifest?.id, !id.utf8.elementsEqual(reference.id.utf8) {
                diagnostics.report(.parentDiffers, at: place, [reference.id, id, reference.id])
            }
            levels.append(next)
        }
        return levels
    }
}
