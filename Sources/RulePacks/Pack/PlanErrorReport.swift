import RuleEngine
import SupervisionModel

/// Says what the rule planner found wrong in the words and places of pack files.
struct PlanErrorReport {
    let diagnostics: Diagnostics
    let vocabulary: Vocabulary

    func report(_ errors: PlanErrors) {
        for problem in errors.errors { report(problem) }
    }

    private func report(_ problem: PlanError) {
        let place = PlanErrorPlace.place(of: problem, diagnostics)
        switch problem.code.rawValue {
        case "CEL2004":
            if let (type, field) = unknownField(problem.message) {
                diagnostics.report(.unknownField, at: place, [field, type], suggestion: problem.suggestion)
                return
            }
        case "CEL2007":
            diagnostics.report(.doubleNotAllowed, at: place, [literal(at: place)])
            return
        case PlanError.Code.unknownEventType.rawValue:
            // Rules have been checked before; this is the source of a table.
            let type = problem.message.split(separator: "\"").dropFirst().first.map(String.init) ?? problem.message
            diagnostics.report(
                .unknownEventType, at: place, [type],
                suggestion: SpellingSuggestion.nearest(to: type, among: vocabulary.types.map(\.name)))
            return
        case PlanError.Code.unsupported.rawValue:
            diagnostics.report(.notSupported, at: place, [problem.message, "\(PackEngine.semantics)"])
            return
        case PlanError.Code.missing.rawValue:
            diagnostics.report(.combination, at: place, [problem.message])
            return
        default: break
        }
        let arguments = [problem.message, problem.code.rawValue]
        diagnostics.report(.expression, at: place, arguments, suggestion: problem.suggestion)
    }

    /// The names in `'loan.originated' has no field 'borower'`.
    private func unknownField(_ message: String) -> (type: String, field: String)? {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[2] == " has no field " else { return nil }
        return (String(parts[1]), String(parts[3]))
    }

    /// The number as it is written.
    private func literal(at place: SourceLocation) -> String {
        guard let file = diagnostics.file(place.file) else { return "a value" }
        var text = String.UnicodeScalarView()
        var column = place.column
        while let scalar = file.scalar(line: place.line, column: column),
            ("0"..."9").contains(scalar) || scalar == "." || scalar == "e" || scalar == "E"
        {
            text.append(scalar)
            column += 1
        }
        return text.isEmpty ? "a value" : String(text)
    }
}
