public import Foundation

/// The project's own programs, as built beside the tests.
public enum BuiltPrograms {
    public static let yushi = find("yushi")
    public static let participant = find("participant")

    /// Runs a program to its end.
    ///
    /// - Returns: exit status, standard output and standard error.
    public static func run(_ program: URL, _ arguments: String...) async throws -> (
        status: Int32, output: String, errors: String
    ) {
        let result = try await Program.run(program, arguments)
        return (result.status, result.output, result.errors)
    }

    /// Top folder of the repository.
    public static var repository: URL { NodePrograms.repository }

    /// Nil when it is not built; then `SKIPPED: …` was printed.
    private static func find(_ name: String) -> URL? {
        let places =
            [Bundle.main.bundlePath, Bundle.main.executableURL?.deletingLastPathComponent().path ?? ""]
            + CommandLine.arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
        let found = places.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
        if found == nil { print("SKIPPED: the program \(name) is not built; looked in \(places)") }
        return found.map { URL(fileURLWithPath: $0) }
    }
}
