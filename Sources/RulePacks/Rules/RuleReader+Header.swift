import RuleEngine
import SupervisionModel

/// The part of a rule file that says what the rule is, before what it looks for.
extension RuleReader {
    struct Scope {
        let jurisdictions: [String]
        let subjects: [String]
        /// Names of the lists whose members are left alone, and where each stands.
        let exempt: [(list: String, location: SourceLocation)]
    }

    /// Dimensions of the integrity score (scoring.md).
    static let dimensions = ["CHN", "AML", "CRD", "SCF", "DIS", "DAT", "COM"]

    func version(_ node: YAMLNode) -> RuleVersion? {
        guard let text = diagnostics.text(node, "version") else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = DecimalText.integer(String(parts[0])), major >= 0,
            let minor = DecimalText.integer(String(parts[1])), minor >= 0
        else {
            diagnostics.report(.badVersion, at: node.location, [text])
            return nil
        }
        return RuleVersion(major: major, minor: minor)
    }

    func basis(_ rule: inout YAMLMapping) -> [Basis] {
        guard let node = rule.required("basis"), let elements = diagnostics.sequence(node, "basis") else { return [] }
        if elements.isEmpty { diagnostics.report(.noBasis, at: node.location) }
        return elements.compactMap { element in
            guard var mapping = YAMLMapping(element, "basis", diagnostics) else { return nil }
            let text = mapping.required("text").flatMap { diagnostics.text($0, "basis.text") }
            let level = mapping.required("level").flatMap { diagnostics.word($0, "basis.level", Basis.Level.self) }
            let status = mapping.required("status").flatMap { diagnostics.word($0, "basis.status", Basis.Status.self) }
            mapping.finish()
            guard let text, let level, let status else { return nil }
            return Basis(text: text, level: level, status: status)
        }
    }

    /// `compliance`, or `operational.system` where the operational kind is given.
    func risk(_ node: YAMLNode) -> String? {
        guard var mapping = YAMLMapping(node, "risk", diagnostics) else { return nil }
        let classes = ["market", "operational", "credit", "compliance"]
        let factors = ["process", "people", "system", "external"]
        let name = mapping.required("class").flatMap { diagnostics.word($0, "risk.class", classes.map { ($0, $0) }) }
        let factorNode = mapping.optional("factor")
        let factor = factorNode.flatMap { diagnostics.word($0, "risk.factor", factors.map { ($0, $0) }) }
        mapping.finish()
        guard let name else { return nil }
        if let factorNode, name != "operational" {
            diagnostics.report(.combination, at: factorNode.location, ["risk.factor goes with class operational only"])
        }
        return factor.map { "\(name).\($0)" } ?? name
    }

    func cause(_ node: YAMLNode) -> String? {
        guard var mapping = YAMLMapping(node, "cause", diagnostics) else { return nil }
        let technical = mapping.required("technical").flatMap { diagnostics.text($0, "cause.technical") }
        mapping.finish()
        return technical == "none" ? nil : technical
    }

    func severity(_ node: YAMLNode) -> Severity? {
        diagnostics.word(node, "severity", Severity.allCases.map { ($0.name, $0) })
    }

    func effective(_ rule: inout YAMLMapping) -> (from: Timestamp, until: Timestamp?)? {
        guard let node = rule.required("effective"), var mapping = YAMLMapping(node, "effective", diagnostics) else {
            return nil
        }
        let from = mapping.required("from").flatMap { diagnostics.time($0, "effective.from") }
        let untilNode = mapping.optional("until")
        let until = untilNode.flatMap { diagnostics.time($0, "effective.until") }
        mapping.finish()
        if let untilNode, let from, let until, until <= from {
            diagnostics.report(.emptyValidity, at: untilNode.location, [from.rfc3339, until.rfc3339])
        }
        return from.map { ($0, until) }
    }

    func scope(_ node: YAMLNode) -> Scope? {
        guard var mapping = YAMLMapping(node, "scope", diagnostics) else { return nil }
        let jurisdictions = mapping.optional("jurisdiction").flatMap(jurisdictions)
        let subjects = mapping.optional("subject").flatMap { diagnostics.texts($0, "scope.subject") }
        let exempt = mapping.optional("exempt").map(exempt) ?? []
        mapping.finish()
        return Scope(jurisdictions: jurisdictions ?? [], subjects: subjects ?? [], exempt: exempt)
    }

    /// `[lists.settlementAgents]`: a list has an author, an approver and dates; a name in a rule would have none.
    private func exempt(_ node: YAMLNode) -> [(list: String, location: SourceLocation)] {
        (diagnostics.sequence(node, "scope.exempt") ?? []).compactMap { element in
            guard let text = diagnostics.text(element, "an element of scope.exempt") else { return nil }
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0] == "lists", !parts[1].isEmpty,
                parts[1].unicodeScalars.allSatisfy({
                    $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0))
                })
            else {
                diagnostics.report(
                    .wrongType, at: element.textLocation,
                    ["an element of scope.exempt", "a list such as lists.settlementAgents", element.kind])
                return nil
            }
            return (text, element.textLocation)
        }
    }

    /// ISO 3166-1 alpha-2: another text would be equal to that of no event.
    private func jurisdictions(_ node: YAMLNode) -> [String]? {
        diagnostics.sequence(node, "scope.jurisdiction")?.compactMap { element in
            guard let text = diagnostics.text(element, "an element of scope.jurisdiction") else { return nil }
            if text.utf8.count == 2, text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) {
                return text
            }
            diagnostics.report(
                .wrongType, at: element.location,
                ["an element of scope.jurisdiction", "two capital letters such as CN", element.kind])
            return nil
        }
    }

    func audience(_ node: YAMLNode) -> Audience {
        guard var mapping = YAMLMapping(node, "audience", diagnostics) else { return Audience() }
        let obliged = mapping.optional("obliged").flatMap {
            diagnostics.word($0, "audience.obliged", Audience.Visibility.self)
        }
        let subject = mapping.optional("subject").flatMap {
            diagnostics.word($0, "audience.subject", Audience.Visibility.self)
        }
        let stages = ["lead", "verified", "finding"]
        let stage = mapping.optional("untilStage").flatMap {
            diagnostics.word($0, "audience.untilStage", stages.map { ($0, $0) })
        }
        mapping.finish()
        return Audience(obliged: obliged ?? .hidden, subject: subject ?? .hidden, untilStage: stage ?? "finding")
    }

    /// `none`, or `{ dimension: CRD, polarity: negative }`.
    func scoreDimension(_ node: YAMLNode) -> String? {
        if case .scalar("none", _) = node.content { return nil }
        guard var mapping = YAMLMapping(node, "scores", diagnostics) else { return nil }
        let dimension = mapping.required("dimension").flatMap {
            diagnostics.word($0, "scores.dimension", RuleReader.dimensions.map { ($0, $0) })
        }
        // Positive evidence is obligations met, never a rule's match (scoring.md).
        _ = mapping.required("polarity").flatMap {
            diagnostics.word($0, "scores.polarity", [("negative", "negative")])
        }
        mapping.finish()
        return dimension
    }

    /// `{ within: 10 workdays }`: a number and `workdays`, `days` or `hours`.
    func answer(_ node: YAMLNode) -> String? {
        guard var mapping = YAMLMapping(node, "answer", diagnostics) else { return nil }
        let within = mapping.required("within")
        mapping.finish()
        guard let within, let text = diagnostics.text(within, "answer.within") else { return nil }
        let parts = text.split(separator: " ")
        guard parts.count == 2, let count = DecimalText.integer(String(parts[0])), count > 0,
            ["workdays", "days", "hours"].contains(String(parts[1]))
        else {
            diagnostics.report(.wrongType, at: within.location, ["answer.within", "such as 10 workdays", within.kind])
            return nil
        }
        return text
    }

    func rearm(_ node: YAMLNode) -> Rearm? {
        if case .mapping = node.content {
            guard var mapping = YAMLMapping(node, "rearm", diagnostics) else { return nil }
            let after = mapping.required("after").flatMap { self.length($0, "rearm.after") }
            mapping.finish()
            return after.map { .after($0) }
        }
        return diagnostics.word(
            node, "rearm", [("whenFalse", Rearm.whenFalse), ("never", .never), ("always", .always)])
    }

    private func length(_ node: YAMLNode, _ name: String) -> Interval? { diagnostics.duration(node, name) }
}
