import RuleEngine

/// Finds where in a file an error of an expression stands.
///
/// The planner counts lines and columns in the text of the expression and adds the place of its beginning, which is
/// right for an expression on one line. A YAML scalar over several lines is indented or folded in the file, and what
/// comes from a definition stands elsewhere.
enum PlanErrorPlace {
    static func place(of problem: PlanError, _ diagnostics: Diagnostics) -> SourceLocation {
        guard let expression = problem.expression, let offset = offset(of: problem) else {
            return problem.location
        }
        return diagnostics.place(in: expression, offset: offset)
    }

    /// The code point of the expression that the planner means; `nil` when it is not in an expression.
    static func offset(of problem: PlanError) -> Int? {
        guard let expression = problem.expression else { return nil }
        let place = problem.location
        let start = expression.location
        guard place.file == start.file, place.line >= start.line else { return nil }
        let lines = expression.text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
        let line = place.line - start.line
        guard line < lines.count else { return nil }
        let column = line == 0 ? place.column - start.column : place.column - 1
        guard (0...lines[line].count).contains(column) else { return nil }
        return lines[..<line].reduce(0) { $0 + $1.count + 1 } + column
    }
}
