import RulePacks
public import Simulation
import SupervisionModel

/// Reads scenarios of the simulator: one strict YAML file each (Config/scenarios).
public enum ScenarioFile {
    /// Longer files are refused.
    public static let maximumBytes = 64 << 10

    /// The scenario of a file.
    ///
    /// - Parameter path: named in errors.
    /// - Throws: `LoadFailure` with everything wrong with the file, each with code, line and column.
    public static func read(_ bytes: [UInt8], path: String) throws -> Scenario {
        let diagnostics = Diagnostics()
        var scenario: Scenario?
        if let file = SourceFile.decode(bytes, path: path, maximumBytes: maximumBytes, into: diagnostics),
            let root = YAMLDocument.read(file, into: diagnostics)
        {
            let reader = ScenarioReader(diagnostics: diagnostics)
            scenario = reader.scenario(root)
        }
        try diagnostics.failIfAny()
        guard let scenario else { throw LoadFailure(diagnostics.errors) }
        return scenario
    }
}
