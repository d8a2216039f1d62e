import RuleEngine
import SupervisionModel

/// Reads the lines of a JSON Lines file one after the other, as values in which the readers of packs can name places.
struct JSONLines {
    private let path: String
    private var lineNumber = 0

    /// - Parameter path: named in errors.
    init(path: String) { self.path = path }

    /// The value of the next line, without its line feed; `nil` for an empty line. Bounded by
    /// `LoadLimits.eventLineBytes`.
    ///
    /// - Throws: `LoadFailure` (`jsonSyntax`) with the column at which the line stops being JSON.
    mutating func value(_ line: [UInt8]) throws(LoadFailure) -> YAMLNode? {
        lineNumber += 1
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return nil }
        do throws(JSONError) {
            let value = try JSONParser.parse(line, maximumBytes: LoadLimits.eventLineBytes)
            return YAMLNode(value, at: SourceLocation(file: path, line: lineNumber, column: 1))
        } catch {
            let column = String(decoding: line.prefix(error.offset), as: UTF8.self).unicodeScalars.count + 1
            let at = SourceLocation(file: path, line: lineNumber, column: column)
            throw LoadFailure([LoadError(.jsonSyntax, at: at, [JSONProblem.phrase(error.code)])])
        }
    }
}
