public import SupervisionModel

extension Evidence {
    /// Reads one line of an evidence file:
    /// `{"id","subject","subjectType","dimension","rule","polarity","severity","confidencePpm","day","incident",`
    /// `"obligation","counterparty","cluster","counterpartyDays","counterpartyKyc","related","remedyDue","naturalPerson",`
    /// `"chain","assurance","status"}`.
    ///
    /// Absent optional members mean: an incident of its own, no obligation, the counterparty as its own cluster, an old
    /// counterparty with identity check, not related, of no natural person, certain, active. `rule` may carry `@version`.
    /// `chain` and `assurance` say where the fact comes from; whether that is enough was decided before it became
    /// evidence, and they do not move a score.
    ///
    /// - Returns: the subject, its type, and the evidence.
    /// - Throws: `JSONReadError` with the member concerned.
    public static func read(
        _ json: JSONValue
    ) throws(JSONReadError) -> (subject: String, type: SubjectType, evidence: Evidence) {
        let reader = JSONReader(json)
        try reader.allowOnly([
            "id", "subject", "subjectType", "dimension", "rule", "polarity", "severity", "confidencePpm", "day",
            "incident", "obligation", "counterparty", "cluster", "counterpartyDays", "counterpartyKyc", "related",
            "remedyDue", "naturalPerson", "chain", "assurance", "status",
        ])
        let type = try choice(reader, "subjectType", of: SubjectType.allCases, named: \.rawValue)
        let rule = try text(reader, "rule").utf8.prefix { $0 != UInt8(ascii: "@") }
        guard !rule.isEmpty else { throw try reader.member("rule").invalid(expected: "the id of a rule", found: "") }
        let days = try reader.optional("counterpartyDays")?.asInteger(in: 0...1_000_000)
        let cluster = try reader.optionalString("cluster")
        _ = try reader.optionalString("chain")
        if try reader.optional("assurance") != nil {
            _ = try choice(reader, "assurance", of: assurances, named: \.self)
        }
        let counterparty = try reader.optionalString("counterparty")
        let evidence = Evidence(
            id: try text(reader, "id"),
            dimension: try choice(reader, "dimension", of: Dimension.allCases, named: \.code),
            polarity: try polarity(reader),
            confidence: try reader.optional("confidencePpm")?.asInteger(in: 0...1_000_000) ?? 1_000_000,
            day: try day(reader.member("day")),
            rule: String(Substring(rule)),
            incident: try reader.optionalString("incident"),
            obligation: try reader.optionalString("obligation"),
            counterparty: Counterparty(
                cluster: cluster ?? counterparty, ageDays: days,
                hasIdentityCheck: try reader.optionalBool("counterpartyKyc") ?? true),
            isRelated: try reader.optionalBool("related") ?? false,
            remedyDue: try reader.optional("remedyDue").map { member throws(JSONReadError) in try day(member) },
            isNaturalPerson: try reader.optionalBool("naturalPerson") ?? false,
            status: try reader.optional("status") == nil
                ? .active : try choice(reader, "status", of: EvidenceStatus.allCases, named: \.rawValue))
        return (try text(reader, "subject"), type, evidence)
    }

    private static func text(_ reader: JSONReader, _ name: String) throws(JSONReadError) -> String {
        let text = try reader.string(name)
        guard !text.isEmpty else { throw try reader.member(name).invalid(expected: "a text", found: "nothing") }
        return text
    }

    private static let assurances = ["attested", "quorum", "cross-checked"]

    private static func polarity(_ reader: JSONReader) throws(JSONReadError) -> Polarity {
        let text = try reader.string("polarity")
        if text.utf8.elementsEqual("positive".utf8) {
            // Harmless there, but not any word.
            if try reader.optional("severity") != nil {
                _ = try choice(reader, "severity", of: Severity.allCases, named: \.name)
            }
            return .positive
        }
        guard text.utf8.elementsEqual("negative".utf8) else {
            throw try reader.member("polarity").invalid(expected: "positive or negative", found: text)
        }
        return .negative(try choice(reader, "severity", of: Severity.allCases, named: \.name))
    }

    private static func day(_ reader: JSONReader) throws(JSONReadError) -> Day {
        let text = try reader.asString()
        guard let day = Day(text: text) else {
            throw reader.invalid(expected: "a day such as 2025-03-01", found: text)
        }
        return day
    }

    private static func choice<Value>(
        _ reader: JSONReader, _ name: String, of all: [Value], named: (Value) -> String
    ) throws(JSONReadError) -> Value {
        let member = try reader.member(name)
        let text = try member.asString()
        for value in all where named(value).hasBytes(of: text) { return value }
        throw member.invalid(expected: all.map(named).joined(separator: ", "), found: text)
    }
}
