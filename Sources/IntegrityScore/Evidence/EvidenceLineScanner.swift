import SupervisionModel

/// Reads the plain form of an evidence line: a flat object of known members, each once, strings without escapes,
/// integers of at most 15 digits.
///
/// A shortcut for files of millions of lines. It takes only what ``Evidence/read(_:)`` takes, with the same result, and
/// leaves everything else to it, errors included: whoever changes one changes the other (`EvidenceLineScannerTests`
/// holds them together).
struct EvidenceLineScanner: ~Escapable {
    private let bytes: Span<UInt8>
    private var offset = 0
    private var texts = InlineArray<22, TextRange>(repeating: TextRange(start: 0, end: 0))
    private var integers = InlineArray<22, Int64>(repeating: 0)
    /// Bit by member.
    private var found: UInt32 = 0

    private struct TextRange: BitwiseCopyable {
        let start: Int32
        let end: Int32
    }

    private enum Member: Int {
        case id, subject, subjectType, dimension, rule, polarity, severity, confidencePpm, day, incident, obligation
        case counterparty, cluster, counterpartyDays, counterpartyKyc, related, remedyDue, naturalPerson, chain
        case assurance, status
    }

    private static let required: UInt32 = [
        Member.id, .subject, .subjectType, .dimension, .rule, .polarity, .day,
    ].reduce(0) { $0 | 1 << $1.rawValue }

    private enum Kind {
        case text, integer, bool
    }

    /// nil for a line that needs the full reader.
    ///
    /// - Parameter bytes: one line without its end.
    static func read(_ bytes: Span<UInt8>) -> (subject: String, type: SubjectType, evidence: Evidence)? {
        guard bytes.count <= EvidenceFile.maximumLineBytes else { return nil }
        var scanner = EvidenceLineScanner(bytes: bytes)
        guard scanner.scan() else { return nil }
        return scanner.evidence()
    }

    @_lifetime(copy bytes)
    private init(bytes: Span<UInt8>) {
        self.bytes = bytes
    }

    // MARK: Scanning

    private mutating func scan() -> Bool {
        skipSpace()
        guard take(UInt8(ascii: "{")) else { return false }
        while true {
            skipSpace()
            guard let name = scanText(), let member = member(name), found & (1 << member.rawValue) == 0 else {
                return false
            }
            found |= 1 << member.rawValue
            skipSpace()
            guard take(UInt8(ascii: ":")) else { return false }
            skipSpace()
            guard scanValue(of: member) else { return false }
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { return false }
            skipSpace()
            return offset == bytes.count
        }
    }

    private mutating func skipSpace() {
        while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x0D || bytes[offset] == 0x09 {
            offset += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func scanText() -> TextRange? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = offset
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                offset += 1
                return TextRange(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: offset - 1))
            }
            guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return nil }
            offset += 1
        }
        return nil
    }

    private mutating func scanValue(of member: Member) -> Bool {
        switch Self.kind(member) {
        case .text:
            guard let text = scanText() else { return false }
            texts[member.rawValue] = text
        case .integer:
            guard let value = scanInteger() else { return false }
            integers[member.rawValue] = value
        case .bool:
            if takeWord("true") {
                integers[member.rawValue] = 1
            } else {
                guard takeWord("false") else { return false }
            }
        }
        return true
    }

    private mutating func scanInteger() -> Int64? {
        let start = offset
        var value: Int64 = 0
        while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"), digit <= 9 {
            value = value &* 10 &+ Int64(digit)
            offset += 1
            guard offset - start <= 15 else { return nil }
        }
        let digits = offset - start
        guard digits > 0, digits == 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
        if offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): return nil
            default: break
            }
        }
        return value
    }

    private mutating func takeWord(_ word: StaticString) -> Bool {
        guard matches(offset, word) else { return false }
        offset += word.utf8CodeUnitCount
        return true
    }

    private func matches(_ start: Int, _ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard start + count <= bytes.count else { return false }
        for index in 0..<count where bytes[start + index] != word.utf8Start[index] { return false }
        return true
    }

    private func equals(_ text: TextRange, _ word: StaticString) -> Bool {
        Int(text.end - text.start) == word.utf8CodeUnitCount && matches(Int(text.start), word)
    }

    private func member(_ name: TextRange) -> Member? {
        func one(_ word: StaticString, _ member: Member) -> Member? { equals(name, word) ? member : nil }
        return switch name.end - name.start {
        case 2: one("id", .id)
        case 3: one("day", .day)
        case 4: one("rule", .rule)
        case 5: one("chain", .chain)
        case 6: one("status", .status)
        case 7: one("subject", .subject) ?? one("cluster", .cluster) ?? one("related", .related)
        case 8: one("polarity", .polarity) ?? one("severity", .severity) ?? one("incident", .incident)
        case 9: one("dimension", .dimension) ?? one("remedyDue", .remedyDue) ?? one("assurance", .assurance)
        case 10: one("obligation", .obligation)
        case 11: one("subjectType", .subjectType)
        case 12: one("counterparty", .counterparty)
        case 13: one("confidencePpm", .confidencePpm) ?? one("naturalPerson", .naturalPerson)
        case 15: one("counterpartyKyc", .counterpartyKyc)
        case 16: one("counterpartyDays", .counterpartyDays)
        default: nil
        }
    }

    private static func kind(_ member: Member) -> Kind {
        switch member {
        case .confidencePpm, .counterpartyDays: .integer
        case .counterpartyKyc, .related, .naturalPerson: .bool
        default: .text
        }
    }

    // MARK: Values

    private func has(_ member: Member) -> Bool { found & (1 << member.rawValue) != 0 }

    private func evidence() -> (subject: String, type: SubjectType, evidence: Evidence)? {
        guard found & Self.required == Self.required, !has(.assurance), let type = subjectType(),
            let dimension = dimension(), let polarity = polarity(), let day = day(.day), let status = status(),
            let id = text(.id), let subject = text(.subject), let rule = rule(), id.utf8.count > 0,
            subject.utf8.count > 0, rule.utf8.count > 0
        else { return nil }
        let confidence = has(.confidencePpm) ? integers[Member.confidencePpm.rawValue] : 1_000_000
        let days = integers[Member.counterpartyDays.rawValue]
        guard confidence <= 1_000_000, days <= 1_000_000 else { return nil }
        var optionals: (incident: String?, obligation: String?, cluster: String?, due: Day?) = (nil, nil, nil, nil)
        if has(.incident) {
            guard let text = text(.incident) else { return nil }
            optionals.incident = text
        }
        if has(.obligation) {
            guard let text = text(.obligation) else { return nil }
            optionals.obligation = text
        }
        if has(.counterparty) {
            guard let text = text(.counterparty) else { return nil }
            optionals.cluster = text
        }
        if has(.cluster) {
            guard let text = text(.cluster) else { return nil }
            optionals.cluster = text
        }
        if has(.chain), text(.chain) == nil { return nil }
        if has(.remedyDue) {
            guard let due = self.day(.remedyDue) else { return nil }
            optionals.due = due
        }
        let evidence = Evidence(
            id: id, dimension: dimension, polarity: polarity, confidence: confidence, day: day, rule: rule,
            incident: optionals.incident, obligation: optionals.obligation,
            counterparty: Evidence.Counterparty(
                cluster: optionals.cluster, ageDays: has(.counterpartyDays) ? days : nil,
                hasIdentityCheck: !has(.counterpartyKyc) || integers[Member.counterpartyKyc.rawValue] == 1),
            isRelated: integers[Member.related.rawValue] == 1, remedyDue: optionals.due,
            isNaturalPerson: integers[Member.naturalPerson.rawValue] == 1, status: status)
        return (subject, type, evidence)
    }

    private func text(_ member: Member) -> String? {
        let range = texts[member.rawValue]
        return text(range)
    }

    private func text(_ range: TextRange) -> String? {
        guard let span = try? UTF8Span(validating: bytes.extracting(Int(range.start)..<Int(range.end))) else {
            return nil
        }
        return String(copying: span)
    }

    /// Without its version.
    private func rule() -> String? {
        let range = texts[Member.rule.rawValue]
        var end = range.start
        while end < range.end, bytes[Int(end)] != UInt8(ascii: "@") { end += 1 }
        // The version must be valid text too.
        guard end == range.end || text(range) != nil else { return nil }
        return text(TextRange(start: range.start, end: end))
    }

    private func subjectType() -> SubjectType? {
        let text = texts[Member.subjectType.rawValue]
        return equals(text, "platform") ? .platform : equals(text, "enterprise") ? .enterprise : nil
    }

    private func dimension() -> Dimension? {
        let text = texts[Member.dimension.rawValue]
        if equals(text, "CHN") { return .chain }
        if equals(text, "AML") { return .moneyLaundering }
        if equals(text, "CRD") { return .credit }
        if equals(text, "SCF") { return .supplyChain }
        if equals(text, "DIS") { return .disclosure }
        if equals(text, "DAT") { return .data }
        return equals(text, "COM") ? .complaints : nil
    }

    private func severity() -> Severity? {
        let text = texts[Member.severity.rawValue]
        if equals(text, "low") { return .low }
        if equals(text, "medium") { return .medium }
        if equals(text, "high") { return .high }
        return equals(text, "critical") ? .critical : nil
    }

    private func polarity() -> Evidence.Polarity? {
        let text = texts[Member.polarity.rawValue]
        if equals(text, "positive") { return has(.severity) && severity() == nil ? nil : .positive }
        guard equals(text, "negative"), let severity = severity() else { return nil }
        return .negative(severity)
    }

    private func status() -> EvidenceStatus? {
        guard has(.status) else { return .active }
        let text = texts[Member.status.rawValue]
        if equals(text, "active") { return .active }
        if equals(text, "retracted") { return .retracted }
        if equals(text, "disputed") { return .disputed }
        if equals(text, "overturned") { return .overturned }
        if equals(text, "repaired") { return .repaired }
        return equals(text, "expired") ? .expired : nil
    }

    /// `YYYY-MM-DD` in digits.
    private func day(_ member: Member) -> Day? {
        let range = texts[member.rawValue]
        guard range.end - range.start == 10 else { return nil }
        let start = Int(range.start)
        func number(_ from: Int, _ count: Int) -> Int64? {
            var value: Int64 = 0
            for index in from..<from + count {
                let digit = bytes[start + index] &- UInt8(ascii: "0")
                guard digit <= 9 else { return nil }
                value = value * 10 + Int64(digit)
            }
            return value
        }
        guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"), let year = number(0, 4),
            let month = number(5, 2), let day = number(8, 2),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return Day(number: Int32(clamping: date.daysSinceEpoch))
    }
}
