public import IntegrityScore
import RulePacks

/// Reads models of the integrity score: one strict YAML file each (Config/models).
public enum ScoreModelFile {
    /// Longer files are refused.
    public static let maximumBytes = 64 << 10

    /// The model of a file.
    ///
    /// - Parameter path: named in errors.
    /// - Throws: `LoadFailure` with everything wrong with the file, each with code, line and column.
    public static func read(_ bytes: [UInt8], path: String) throws -> ScoreModel {
        let diagnostics = Diagnostics()
        var model: ScoreModel?
        if let file = SourceFile.decode(bytes, path: path, maximumBytes: maximumBytes, into: diagnostics),
            let root = YAMLDocument.read(file, into: diagnostics)
        {
            model = ScoreModelReader(diagnostics: diagnostics).model(root)
        }
        try diagnostics.failIfAny()
        guard let model else { throw LoadFailure(diagnostics.errors) }
        return model
    }
}
