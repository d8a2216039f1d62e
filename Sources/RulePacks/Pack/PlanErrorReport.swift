import RuleEngine
import SupervisionModel

/// Says what the rule planner found wrong in the words and places of pack files.
struct PlanErrorReport {
    let diagnostics: Diagnostics
    let vocabulary: Vocabulary
    let rules: [Rule]
    /// Names of the pack's lists and tables.
    let lists: [String]
    let tables: [String]

    func report(_ errors: PlanErrors) {
        for problem in errors.errors { report(problem) }
    }

    private func report(_ problem: PlanError) {
        let place = PlanErrorPlace.place(of: problem, diagnostics)
        switch problem.code.rawValue {
        case "CEL2001" where isUnknownContent(problem, at: place): return
        case "CEL2002":
            if let name = PlanErrorReport.quoted(problem.message), Binding.Aggregate(rawValue: name) != nil {
                let what = "\(name)(…) is an aggregate: it stands under let, as a binding of its own"
                return diagnostics.report(.combination, at: place, [what])
            }
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
        let arguments = [PlanErrorReport.plain(problem.message), problem.code.rawValue]
        diagnostics.report(.expression, at: place, arguments, suggestion: problem.suggestion)
    }

    // MARK: Names

    /// `lists.NAME`, `tables.NAME` and `params.NAME` are names of their own to the condition language, which can only
    /// say that it knows no `lists`.
    private func isUnknownContent(_ problem: PlanError, at place: SourceLocation) -> Bool {
        guard let family = PlanErrorReport.quoted(problem.message), let name = member(of: family, in: problem) else {
            return false
        }
        switch family {
        case "lists": report("list", name, at: place, among: lists)
        case "tables": report("table", name, at: place, among: tables)
        case "params":
            let rule = rules.first { $0.name.utf8.elementsEqual(problem.rule.utf8) }
            diagnostics.report(
                .unknownParameter, at: place, [name],
                suggestion: SpellingSuggestion.nearest(to: name, among: rule?.parameters.map(\.name) ?? []))
        default: return false
        }
        return true
    }

    private func report(_ what: String, _ name: String, at place: SourceLocation, among names: [String]) {
        diagnostics.report(
            .unknownContent, at: place, [what, name], suggestion: SpellingSuggestion.nearest(to: name, among: names))
    }

    /// What stands behind the dot at the place of the problem.
    private func member(of family: String, in problem: PlanError) -> String? {
        guard let expression = problem.expression, let offset = PlanErrorPlace.offset(of: problem),
            let tokens = try? BindingText.tokens(expression.text)
        else { return nil }
        for index in tokens.indices.dropLast(2)
        where tokens[index].token == .identifier(family) && tokens[index].offset >= offset {
            if tokens[index + 1].token == .dot, case .identifier(let name) = tokens[index + 2].token { return name }
        }
        return nil
    }

    /// The first text between apostrophes.
    private static func quoted(_ message: String) -> String? {
        message.split(separator: "'", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
    }

    /// Types of the condition language by the names that rule files use.
    private static func plain(_ message: String) -> String {
        message.replacing("google.protobuf.Timestamp", with: "timestamp")
            .replacing("google.protobuf.Duration", with: "duration").replacing("null_type", with: "null")
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
