/// Everything wrong with a pack: sorted by file, line and column, at most `LoadLimits.errors` entries.
public struct LoadFailure: Error, Sendable, CustomStringConvertible {
    /// Never empty.
    public let errors: [LoadError]
    /// How many further errors were left out.
    public let omitted: Int

    /// Sorts, removes repetitions and caps.
    public init(_ found: [LoadError]) {
        var sorted: [LoadError] = []
        // Stable for errors at one place: they stay in the order in which they were found.
        for (_, error) in found.enumerated().sorted(by: { LoadFailure.precedes($0, $1) }) where sorted.last != error {
            sorted.append(error)
        }
        errors = Array(sorted.prefix(LoadLimits.errors))
        omitted = sorted.count - errors.count
    }

    private static func precedes(
        _ left: EnumeratedSequence<[LoadError]>.Element, _ right: EnumeratedSequence<[LoadError]>.Element
    ) -> Bool {
        if left.element.location != right.element.location { return left.element.location < right.element.location }
        return left.offset < right.offset
    }

    /// One error a line, with the offending line of the file and a caret below it.
    public func report(in language: LoadError.Language) -> String {
        var lines: [String] = []
        for error in errors {
            lines.append(error.text(in: language))
            if !error.snippet.isEmpty { lines.append("    \(error.snippet)") }
        }
        if omitted > 0 { lines.append(language == .zh ? "另有 \(omitted) 个错误" : "and \(omitted) more") }
        return lines.joined(separator: "\n")
    }

    public var description: String { errors.map(\.description).joined(separator: "\n") }
}
