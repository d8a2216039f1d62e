import RuleEngine
import SupervisionModel

/// Reads `exceptions/*.yaml`: whose alerts of which rules are muted, until when, and on what evidence.
///
/// ```yaml
/// id: EX-2026-001
/// kind: exception                       # exception | sandbox
/// rule: AML-14                          # of a sandbox: rules: [AML-14, AML-10]
/// version: 1                            # major version of the rule that it was granted for
/// subject: uscc:91310000MA1K4D5C6X      # of a sandbox: subjects: […] or chains: […]
/// counterparty: uscc:9144…              # what `let: counterparty` of the rule says; product likewise
/// from: 2026-01-01
/// until: 2026-07-01
/// reason: { zh: …, en: … }
/// evidence: [{ text: 清算协议 2026-3, sha256: 5f… }]
/// authority: central-bank               # for a rule of a pack that this one extends: whose leave it is
/// author: li
/// approver: wang
/// tests: […]                            # as of rules; at least one alert with `muted: true`
/// ```
struct ExceptionReader {
    let diagnostics: Diagnostics
    let entities: EntityReader
    let vocabulary: Vocabulary
    let rules: [Rule]
    /// Whether a rule comes from a pack that the exception's own one extends.
    let isInherited: (Rule) -> Bool
    /// Authorities of those packs.
    let authorities: [PackManifest.Authority]
    /// Authorities whose leave was needed so far.
    private(set) var leaves: [PackManifest.Authority] = []

    init(
        diagnostics: Diagnostics, entities: EntityReader, vocabulary: Vocabulary, rules: [Rule],
        isInherited: @escaping (Rule) -> Bool, authorities: [PackManifest.Authority]
    ) {
        self.diagnostics = diagnostics
        self.entities = entities
        self.vocabulary = vocabulary
        self.rules = rules
        self.isInherited = isInherited
        self.authorities = authorities
    }

    /// How long an exception may last before people look at it again.
    static let maximumDays: Int64 = 366
    /// How long a sandbox may last.
    static let maximumSandboxDays: Int64 = 3 * 366

    mutating func read(_ file: SourceFile) -> (exception: RuleException, tests: [RuleTest])? {
        guard let root = YAMLDocument.read(file, into: diagnostics),
            var mapping = YAMLMapping(root, "an exception", diagnostics)
        else { return nil }
        let before = diagnostics.errors.count
        let id = mapping.required("id").flatMap { diagnostics.identifier($0, "an exception") }
        let kind = mapping.required("kind").flatMap { diagnostics.word($0, "kind", RuleException.Kind.self) }
        guard let kind else {
            // Which further keys there are depends on it.
            _ = mapping.takeUnread()
            return nil
        }
        let granted = readRules(&mapping, kind)
        let subjects = readSubjects(&mapping, kind)
        let chains = kind == .sandbox ? mapping.optional("chains").map(readChains) ?? [] : []
        let values = readValues(&mapping, granted)
        let period = readPeriod(&mapping, kind)
        _ = mapping.required("reason").flatMap { diagnostics.localized($0, "reason") }
        readEvidence(mapping.required("evidence"))
        let authorityNode = mapping.optional("authority")
        let persons = readPersons(&mapping)
        let testNodes = mapping.required("tests").flatMap { diagnostics.sequence($0, "tests") } ?? []
        mapping.finish()
        checkAuthority(authorityNode, granted, at: root.location)
        if kind == .sandbox, subjects.isEmpty, chains.isEmpty, diagnostics.errors.count == before {
            diagnostics.report(.missingKey, at: root.location, ["an exception", "subjects"])
        }
        guard diagnostics.errors.count == before, let id, let period, let persons, let rule = granted.first else {
            return nil
        }
        let tests = RuleTestReader(rule: rule, vocabulary: vocabulary, entities: entities, diagnostics: diagnostics)
            .read(testNodes, prefix: "\(id): ")
        if diagnostics.errors.count == before, !tests.contains(where: { $0.expected.contains { $0.isMuted == true } }) {
            diagnostics.report(.testsMissing, at: root.location, ["a test that expects a muted alert"])
        }
        let exception = RuleException(
            id: id, kind: kind, rules: granted.map(\.name), subjects: subjects, chains: chains, values: values,
            from: period.from, until: period.until, author: persons.author, approver: persons.approver)
        return (exception, tests)
    }

    // MARK: Which alerts

    private func readRules(_ mapping: inout YAMLMapping, _ kind: RuleException.Kind) -> [Rule] {
        var names: [(text: String, location: SourceLocation)] = []
        switch kind {
        case .exception:
            if let node = mapping.required("rule"), let text = diagnostics.text(node, "rule") {
                names = [(text, node.location)]
            }
        case .sandbox:
            if let node = mapping.required("rules"), let texts = diagnostics.texts(node, "rules") {
                if texts.isEmpty { diagnostics.report(.emptyText, at: node.location, ["rules"]) }
                names = texts.map { ($0, node.location) }
            }
        }
        let versionNode = kind == .exception ? mapping.required("version") : nil
        let version = versionNode.flatMap { diagnostics.integer($0, "version", in: 0...1_000_000) }
        var found: [Rule] = []
        for (text, location) in names {
            guard let rule = rules.first(where: { $0.name.utf8.elementsEqual(text.utf8) }) else {
                diagnostics.report(
                    .unknownRule, at: location, [text],
                    suggestion: SpellingSuggestion.nearest(to: text, among: rules.map(\.name)))
                continue
            }
            found.append(rule)
            if let versionNode, let version, rule.version.major != version {
                diagnostics.report(
                    .exceptionVersion, at: versionNode.location, [rule.name, "\(version)", "\(rule.version.major)"])
            }
        }
        return found
    }

    private func readSubjects(_ mapping: inout YAMLMapping, _ kind: RuleException.Kind) -> [EntityRef] {
        switch kind {
        case .exception: return mapping.required("subject").map { [$0] }?.compactMap(entity) ?? []
        case .sandbox:
            return mapping.optional("subjects").flatMap { diagnostics.sequence($0, "subjects") }?.compactMap(entity)
                ?? []
        }
    }

    private func entity(_ node: YAMLNode) -> EntityRef? {
        FieldValueReader(diagnostics: diagnostics, entities: entities).entity(node, "subject")
    }

    private func readChains(_ node: YAMLNode) -> [ChainID] {
        (diagnostics.sequence(node, "chains") ?? []).compactMap { element in
            guard let text = diagnostics.text(element, "an element of chains") else { return nil }
            if let chain = ChainID(text) { return chain }
            diagnostics.report(
                .badName, at: element.location, [text, "a chain", "1 to 32 characters of a-z 0-9 . _ -"])
            return nil
        }
    }

    /// The other side, or the product, as the rule names it under `let`.
    private func readValues(_ mapping: inout YAMLMapping, _ rules: [Rule]) -> [NamedScalar] {
        var values: [NamedScalar] = []
        for name in ["counterparty", "product"] {
            guard let node = mapping.optional(name) else { continue }
            for rule in rules where !rule.bindings.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) {
                diagnostics.report(.exceptionValue, at: node.location, [rule.name, name])
            }
            let value: Scalar?
            if name == "counterparty" {
                value = entity(node).map { .entity($0) }
            } else {
                value = diagnostics.text(node, name).map { .text($0) }
            }
            if let value { values.append(NamedScalar(name: name, value: value)) }
        }
        return values
    }

    // MARK: How long, and by whom

    private func readPeriod(
        _ mapping: inout YAMLMapping, _ kind: RuleException.Kind
    ) -> (from: Timestamp, until: Timestamp)? {
        let from = mapping.required("from").flatMap { diagnostics.time($0, "from") }
        let untilNode = mapping.required("until")
        let until = untilNode.flatMap { diagnostics.time($0, "until") }
        guard let from, let until, let untilNode else { return nil }
        guard until > from else {
            diagnostics.report(.emptyValidity, at: untilNode.location, [from.rfc3339, until.rfc3339])
            return nil
        }
        let days = kind == .exception ? ExceptionReader.maximumDays : ExceptionReader.maximumSandboxDays
        guard until.interval(since: from) <= .days(days) else {
            diagnostics.report(.exceptionTooLong, at: untilNode.location, ["\(days)"])
            return nil
        }
        return (from, until)
    }

    private func readEvidence(_ node: YAMLNode?) {
        guard let node, let elements = diagnostics.sequence(node, "evidence") else { return }
        if elements.isEmpty { diagnostics.report(.emptyText, at: node.location, ["evidence"]) }
        let fields = FieldValueReader(diagnostics: diagnostics, entities: entities)
        for element in elements {
            guard var mapping = YAMLMapping(element, "evidence", diagnostics) else { continue }
            _ = mapping.required("text").flatMap { diagnostics.text($0, "evidence.text") }
            _ = mapping.optional("sha256").flatMap { fields.value($0, .digest, "evidence.sha256") }
            mapping.finish()
        }
    }

    /// Muting what was inherited loosens it.
    private mutating func checkAuthority(_ node: YAMLNode?, _ rules: [Rule], at location: SourceLocation) {
        guard rules.contains(where: isInherited) else {
            if let node { _ = diagnostics.text(node, "authority") }
            return
        }
        guard let node else {
            diagnostics.report(.missingKey, at: location, ["an exception", "authority"])
            return
        }
        guard let name = diagnostics.text(node, "authority") else { return }
        let names = authorities.map(\.name)
        guard let authority = authorities.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
            diagnostics.report(
                .noAuthority, at: node.location, [name, names.joined(separator: ", ")],
                suggestion: SpellingSuggestion.nearest(to: name, among: names))
            return
        }
        leaves.append(authority)
    }

    private func readPersons(_ mapping: inout YAMLMapping) -> (author: String, approver: String)? {
        let author = mapping.required("author").flatMap { diagnostics.text($0, "author") }
        let approverNode = mapping.required("approver")
        let approver = approverNode.flatMap { diagnostics.text($0, "approver") }
        guard let author, let approver, let approverNode else { return nil }
        guard !author.utf8.elementsEqual(approver.utf8) else {
            diagnostics.report(.authorApproves, at: approverNode.location, [author])
            return nil
        }
        return (author, approver)
    }
}
