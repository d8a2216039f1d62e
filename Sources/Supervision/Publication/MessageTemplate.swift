import RuleEngine
import SupervisionModel

/// Fills `{name}` in a rule's message: names of `let`, `subject`, and `params.…`. Anything else in braces stays as it is.
struct MessageTemplate {
    let rule: Rule
    let match: Match
    let naming: any EntityNaming

    func fill(_ template: String) -> String {
        var text = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            let after = rest[rest.index(after: open)...]
            guard let close = after.firstIndex(of: "}") else {
                text += rest[open...]
                return text
            }
            let name = String(after[..<close])
            text += value(of: name) ?? "{\(name)}"
            rest = after[after.index(after: close)...]
        }
        return text + rest
    }

    private func value(of name: String) -> String? {
        if name == "subject" { return naming.text(of: match.subject) }
        if name.hasPrefix("params.") {
            let parameter = rule.parameters.first { $0.name == name.dropFirst("params.".count) }
            return parameter.map { text(of: $0.value) }
        }
        guard let value = match.values.first(where: { $0.name == name })?.value else { return nil }
        return text(of: value)
    }

    private func text(of scalar: Scalar) -> String {
        switch scalar {
        case .absent: "–"
        case .bool(let value): String(value)
        case .int(let value): String(value)
        case .text(let value): value
        case .entity(let value): naming.text(of: value)
        case .time(let value): value.rfc3339
        case .span(let value): Self.text(of: value)
        }
    }

    private func text(of value: Parameter.Value) -> String {
        switch value {
        case .bool(let value): String(value)
        case .int(let value): String(value)
        case .string(let value): value
        case .duration(let value): Self.text(of: value)
        case .amount(let value): String(value)
        }
    }

    /// `7d`, `24h`, `1h30m`, `45s`, `1.250s`.
    static func text(of span: Interval) -> String {
        let sign = span.milliseconds < 0 ? "-" : ""
        var rest = span.milliseconds.magnitude
        if rest != 0, rest.isMultiple(of: 86_400_000) { return "\(sign)\(rest / 86_400_000)d" }
        var text = sign
        if rest >= 3_600_000 { text += "\(rest / 3_600_000)h" }
        rest %= 3_600_000
        if rest >= 60_000 { text += "\(rest / 60_000)m" }
        rest %= 60_000
        guard rest > 0 || text == sign else { return text }
        let fraction = rest % 1000
        let digits = String(fraction)
        text += "\(rest / 1000)"
        if fraction > 0 { text += "." + String(repeating: "0", count: 3 - digits.count) + digits }
        return text + "s"
    }
}
