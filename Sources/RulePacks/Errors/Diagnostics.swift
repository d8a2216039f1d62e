package import RuleEngine

/// Collects what is wrong while files are read, so that one run shows everything.
///
/// Belongs to one load; not shared between threads.
package final class Diagnostics {
    package private(set) var errors: [LoadError] = []
    private var files: [String: SourceFile] = [:]
    /// Expressions whose text is not as it stands in the file.
    private var expansions: [RuleExpression: ExpandedText] = [:]

    package init() {}

    func add(_ file: SourceFile) { files[file.path] = file }

    func file(_ path: String) -> SourceFile? { files[path] }

    /// Remembers where the characters of an expression come from that has definitions written out.
    func add(_ expansion: ExpandedText, of expression: RuleExpression) { expansions[expression] = expansion }

    func expansion(of expression: RuleExpression) -> ExpandedText? { expansions[expression] }

    /// The place in a file of a code point of an expression.
    func place(in expression: RuleExpression, offset: Int) -> SourceLocation {
        if let (source, offset) = expansions[expression]?.origin(of: offset) {
            return files[source.location.file]?.location(in: source, offset: offset) ?? source.location
        }
        return files[expression.location.file]?.location(in: expression, offset: offset) ?? expression.location
    }

    package func report(
        _ code: LoadErrorCode, at location: SourceLocation, _ arguments: [String] = [], suggestion: String? = nil
    ) {
        let snippet = files[location.file]?.snippet(at: location) ?? ""
        let shown = arguments.map(Diagnostics.printable)
        errors.append(
            LoadError(code, at: location, shown, suggestion: suggestion.map(Diagnostics.printable), snippet: snippet))
    }

    /// Takes over an error that another reader found.
    package func report(_ error: LoadError) { errors.append(error) }

    /// The text of a scalar, whatever it says; nil for a sequence or a mapping, without a report.
    package func plainWord(_ node: YAMLNode) -> String? {
        guard case .scalar(let text, _) = node.content else { return nil }
        return text
    }

    /// Text of a file goes to terminals and logs: controls are replaced, and it is cut to 200 code points.
    static func printable(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == 200 {
                view.append("…")
                break
            }
            view.append(scalar.isPrintable ? scalar : "\u{FFFD}")
        }
        return String(view)
    }

    /// Forgets what was found, for a reader that goes on with the next line.
    func clear() { errors = [] }

    package func failIfAny() throws(LoadFailure) {
        guard errors.isEmpty else { throw LoadFailure(errors) }
    }
}
