import Supervision
import SupervisionModel

/// How an alert is shown on a terminal and as JSON.
struct AlertView {
    private let alert: AlertState

    init(_ alert: AlertState) {
        self.alert = alert
    }

    /// The members of an alert, flat: what scripts read.
    var json: JSONValue {
        var object = alert.content
        object.set("confidencePpm", to: .integer(alert.confidencePpm))
        object.set("id", to: .string(alert.id.hex))
        object.set("incident", to: .string(alert.incident.hex))
        object.set("mode", to: .string(alert.mode))
        object.set("record", to: JSONValue(alert.raised))
        object.set("revision", to: .integer(alert.revision))
        object.set("rule", to: .string(alert.rule))
        object.set("state", to: .string(alert.finality.rawValue))
        object.set("version", to: .string(alert.version))
        if let proposal = alert.proposal { object.set("proposal", to: proposal.json) }
        if let decision = alert.decision { object.set("decision", to: decision.json) }
        return .object(object)
    }

    /// One line: time, severity, rule, id, state, what happened.
    var line: String {
        "\(time("at"))  \(padded(severity, 8))  \(padded(alert.rule, 7))  \(alert.id.hex.prefix(12))  \(padded(stateName, 11))  \(message)"
    }

    /// Everything, for reading.
    var page: String {
        var lines = [
            "\(title)  [\(alert.rule) \(alert.version), \(severity)]",
            message, "",
            "\(Language.text("alert", "线索"))      \(alert.id.hex)",
            "\(Language.text("incident", "事件"))   \(alert.incident.hex)",
            "\(Language.text("subject", "主体"))    \(TerminalText.safe(alert.content["subject"]?.string ?? ""))",
            "\(Language.text("at", "时间"))         \(time("at")) … \(time("last"))",
            "\(Language.text("state", "状态"))      \(stateName), \(Language.text("revision", "修订")) \(alert.revision), \(Language.text("record", "记录")) \(alert.raised)",
            "\(Language.text("assurance", "保证级别"))  \(alert.content["assurance"]?.string ?? "")",
        ]
        if let marks = alert.content["marks"]?.array {
            lines.append("\(Language.text("marks", "标记"))      \(marks.compactMap(\.string).joined(separator: ", "))")
        }
        if let muted = alert.muted {
            let names = ["exception", "author", "approver"].compactMap { muted[$0]?.string }
            lines.append("\(Language.text("muted by", "静默依据"))  \(TerminalText.safe(names.joined(separator: ", ")))")
        }
        for member in alert.content["values"]?.object?.members ?? [] {
            lines.append("  \(member.name) = \(text(member.value))")
        }
        lines.append("\(Language.text("evidence", "证据")) (\(alert.content["evidenceCount"]?.integer ?? 0))")
        for reference in alert.content["evidence"]?.array ?? [] { lines.append("  \(evidence(reference))") }
        for hit in alert.content["hits"]?.array ?? [] {
            lines.append(
                "  \(Language.text("list", "名单")) \(text(hit["list"])) \(text(hit["version"])): \(text(hit["entry"])) \(text(hit["subject"]))"
            )
        }
        if let proposal = alert.proposal { lines.append(decision(proposal, Language.text("proposed", "拟定"))) }
        if let decided = alert.decision { lines.append(decision(decided, Language.text("decided", "已定"))) }
        return lines.joined(separator: "\n")
    }

    private var severity: String { alert.content["severity"]?.string ?? "" }
    private var title: String { localized("title") }
    private var message: String { localized("message") }

    private var stateName: String {
        switch alert.finality {
        case .provisional: Language.text("provisional", "待定")
        case .final: Language.text("final", "终局")
        case .retracted: Language.text("retracted", "已撤回")
        }
    }

    private func localized(_ name: String) -> String {
        let texts = alert.content[name]
        return TerminalText.safe(texts?[Language.current == .zh ? "zh" : "en"]?.string ?? "")
    }

    private func time(_ name: String) -> String {
        Timestamp(milliseconds: alert.content[name]?.integer ?? 0).rfc3339
    }

    private func evidence(_ reference: JSONValue) -> String {
        let place = "\(text(reference["chain"])) \(text(reference["height"]))"
        let transaction = reference["tx"].map { " tx \(text($0)):\(text(reference["index"]))" } ?? ""
        return "\(place)\(transaction)  \(text(reference["block"]))"
    }

    private func decision(_ decision: AlertState.Decision, _ label: String) -> String {
        let approved = decision.approvedBy.map { " + \($0)" } ?? ""
        return
            "\(label): \(decision.outcome.rawValue) (\(TerminalText.safe(decision.proposedBy))\(TerminalText.safe(approved))) \(TerminalText.safe(decision.note))"
    }

    private func text(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text)?: TerminalText.safe(text)
        case .integer(let number)?: String(number)
        case .bool(let flag)?: String(flag)
        case let other?: TerminalText.safe(String(decoding: other.encode(), as: UTF8.self))
        case nil: ""
        }
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
