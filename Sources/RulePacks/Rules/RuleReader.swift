import RuleEngine
import SupervisionModel

/// Reads one rule file (RULES.md) into a `Rule` and its tests. Everything wrong is reported; nothing is ignored.
struct RuleReader {
    let file: SourceFile
    let expressions: ExpressionReader
    let overrides: ParameterOverrides
    private var parameters: ParameterValues
    private var bindingNames: [String] = []
    private(set) var testNodes: [YAMLNode] = []

    /// Parts of the language that this engine does not have. Known, so that they are not called misspelt.
    private static let later = ["time"]

    var diagnostics: Diagnostics { expressions.diagnostics }

    init(file: SourceFile, expressions: ExpressionReader, overrides: ParameterOverrides) {
        self.file = file
        self.expressions = expressions
        self.overrides = overrides
        parameters = ParameterValues(diagnostics: expressions.diagnostics, parameters: [], names: [])
    }

    /// `nil` after an error was reported.
    mutating func read() -> Rule? {
        let errorsBefore = diagnostics.errors.count
        guard let root = YAMLDocument.read(file, into: diagnostics), var rule = YAMLMapping(root, "a rule", diagnostics)
        else { return nil }
        for key in RuleReader.later { rule.refuse(key) }
        let location = rule.location
        let id = rule.required("id").flatMap { diagnostics.identifier($0, "a rule") }
        let variant = rule.optional("variant").flatMap { diagnostics.identifier($0, "a variant") }
        let name = id.map { id in variant.map { "\(id)/\($0)" } ?? id }
        let version = rule.required("version").flatMap(version)
        let title = rule.required("title").flatMap { diagnostics.localized($0, "title") }
        let basis = self.basis(&rule)
        let risk = rule.required("risk").flatMap(risk)
        let cause = rule.optional("cause").flatMap(cause)
        let authority = rule.optional("authority").flatMap { diagnostics.text($0, "authority") }
        let severity = rule.required("severity").flatMap(severity)
        let mode = rule.required("mode").flatMap { diagnostics.word($0, "mode", Mode.self) }
        let effective = self.effective(&rule)
        let scope = rule.optional("scope").flatMap(scope)
        let audience = rule.optional("audience").map(audience) ?? Audience()
        let dimension = rule.optional("scores").flatMap(scoreDimension)
        let absorbs = rule.optional("absorbs").flatMap { diagnostics.texts($0, "absorbs") } ?? []
        let answer = rule.optional("answer").flatMap(answer)
        readParameters(rule.optional("params"), rule: name, id: id)
        var patternReader = RulePatternReader(expressions: expressions, parameters: parameters)
        let pattern = patternReader.read(&rule)
        let series = rule.optional("series").map {
            SeriesReader(expressions: expressions, parameters: parameters, taken: patternReader.names).read($0)
        }
        var bindingReader = BindingReader(
            expressions: expressions, parameters: parameters, taken: patternReader.names)
        let bindings = rule.optional("let").map { bindingReader.read($0, "let") } ?? []
        bindingNames = bindingReader.names
        let condition = expression(rule.optional("when"), "when")
        let escalations = rule.optional("severityWhen").map(escalations) ?? []
        let rearm = rule.optional("rearm").flatMap(rearm)
        let subject = rule.required("subject").flatMap { expression($0, "subject") }
        let confidence = rule.optional("confidencePpm").flatMap {
            diagnostics.integer($0, "confidencePpm", in: 0...1_000_000)
        }
        let message = self.message(rule.required("message"))
        let guidance = rule.required("guidance").flatMap { diagnostics.localized($0, "guidance") }
        testNodes = rule.required("tests").flatMap { diagnostics.sequence($0, "tests") } ?? []
        rule.finish()
        checkWindow(rule, bindings: bindings, at: location)
        let triggers = (pattern?.triggers ?? []) + [pattern?.absence?.trigger].compactMap(\.self)
        expressions.definitions.checkUses(of: triggers)
        guard diagnostics.errors.count == errorsBefore, let id, let version, let title, let risk, let severity,
            let mode,
            let effective, let pattern, let subject, let message, let guidance
        else { return nil }
        let profile = RuleProfile(
            authority: authority, technicalCause: cause, jurisdictions: scope?.jurisdictions ?? [],
            subjectTypes: scope?.subjects ?? [], answerWithin: answer)
        return Rule(
            id: id, version: version, title: title, basis: basis, risk: risk, severity: severity,
            mode: overrides.mode(id: id, rule: variant.map { "\(id)/\($0)" } ?? id) ?? mode,
            effectiveFrom: effective.from, effectiveUntil: effective.until, audience: audience,
            scoreDimension: dimension, absorbs: absorbs, parameters: parameters.parameters, triggers: pattern.triggers,
            key: pattern.key, filter: pattern.filter, window: pattern.window, bindings: bindings, condition: condition,
            absence: pattern.absence, rearm: rearm ?? (pattern.window == nil ? .always : .whenFalse), subject: subject,
            confidencePpm: confidence ?? 1_000_000, message: message, guidance: guidance, location: location,
            escalations: escalations, profile: profile, judgedOn: pattern.judgedOn, series: series ?? [],
            graph: pattern.graph, variant: variant ?? "",
            exemptions: (scope?.exempt ?? []).map { exempt in
                RuleExpression(text: "(\(subject.text)) in \(exempt.list)", location: exempt.location)
            }, sequence: pattern.sequence)
    }

    // MARK: What is counted

    private mutating func readParameters(_ node: YAMLNode?, rule: String?, id: String?) {
        guard let node else {
            if let rule { overrides.checkNames(rule: rule, id: id ?? rule, declared: [], diagnostics) }
            return
        }
        var reader = ParameterReader(diagnostics: diagnostics, overrides: overrides, rule: rule ?? "", id: id ?? "")
        let read = reader.read(node)
        parameters = ParameterValues(diagnostics: diagnostics, parameters: read, names: reader.names)
    }

    private func expression(_ node: YAMLNode?, _ name: String) -> RuleExpression? {
        node.flatMap { expressions.read($0, name) }
    }

    private func escalations(_ node: YAMLNode) -> [Escalation] {
        (diagnostics.sequence(node, "severityWhen") ?? []).compactMap { element in
            guard var mapping = YAMLMapping(element, "severityWhen", diagnostics) else { return nil }
            let condition = expression(mapping.required("when"), "severityWhen.when")
            let severity = mapping.required("severity").flatMap(severity)
            mapping.finish()
            guard let condition, let severity else { return nil }
            return Escalation(condition: condition, severity: severity)
        }
    }

    private func message(_ node: YAMLNode?) -> LocalizedText? {
        guard let node, let message = diagnostics.localized(node, "message") else { return nil }
        var known = ["subject"]
        known += parameters.names.map { "params.\($0)" }
        known += bindingNames
        for (text, language) in [(message.zh, "zh"), (message.en, "en")] {
            for name in MessageTemplate.placeholders(in: text)
            where !known.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
                var location = node.location
                if case .mapping(let entries) = node.content,
                    let entry = entries.first(where: { $0.key.utf8.elementsEqual(language.utf8) })
                {
                    location = entry.value.location
                }
                diagnostics.report(
                    .unknownPlaceholder, at: location, [name],
                    suggestion: SpellingSuggestion.nearest(to: name, among: known))
            }
        }
        return message
    }

    /// Aggregates need a window to look at.
    private func checkWindow(_ rule: YAMLMapping, bindings: [Binding], at location: SourceLocation) {
        guard !rule.has("window") else { return }
        for binding in bindings {
            guard case .aggregate = binding.form else { continue }
            diagnostics.report(.combination, at: location, ["the aggregate \"\(binding.name)\" needs a window"])
        }
    }
}
