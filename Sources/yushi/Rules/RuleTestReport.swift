import RuleEngine
import RulePacks
import SupervisionModel

/// How the tests of a pack ended, for programs that read test reports.
struct RuleTestReport {
    let results: [RuleTestResult]
    let naming: any EntityNaming

    // MARK: Test Anything Protocol, version 14

    var tap: String {
        var lines = ["TAP version 14", "1..\(results.count)"]
        for (index, result) in results.enumerated() {
            let name = "\(result.test.rule): \(result.test.name)".replacing("#", with: "\\#")
            lines.append("\(result.hasPassed ? "ok" : "not ok") \(index + 1) - \(TerminalText.safe(name))")
            guard !result.hasPassed else { continue }
            lines.append("  ---")
            lines.append("  at: \"\(result.test.location)\"")
            lines += problems(of: result).map { "  - \(TerminalText.safe($0))" }
            lines.append("  ...")
        }
        let failed = results.count { !$0.hasPassed }
        lines.append("# \(results.count - failed) passed, \(failed) failed")
        return lines.joined(separator: "\n")
    }

    // MARK: JSON

    func json(_ result: RuleTestResult) -> JSONValue {
        var object: JSONObject = [
            "column": .integer(Int64(result.test.location.column)), "file": .string(result.test.location.file),
            "line": .integer(Int64(result.test.location.line)), "name": .string(result.test.name),
            "passed": .bool(result.hasPassed), "rule": .string(result.test.rule),
        ]
        if !result.hasPassed { object.set("problems", to: .array(problems(of: result).map { .string($0) })) }
        return .object(object)
    }

    // MARK: JUnit

    func junit(suite: String) -> String {
        let failed = results.count { !$0.hasPassed }
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuite name=\"\(Self.escaped(suite))\" tests=\"\(results.count)\" failures=\"\(failed)\">",
        ]
        for result in results {
            let opening =
                "  <testcase classname=\"\(Self.escaped(result.test.rule))\" name=\"\(Self.escaped(result.test.name))\" file=\"\(Self.escaped(result.test.location.file))\" line=\"\(result.test.location.line)\""
            if result.hasPassed {
                lines.append(opening + "/>")
            } else {
                let text = problems(of: result).joined(separator: "\n")
                lines.append(opening + ">")
                lines.append(
                    "    <failure message=\"\(Self.escaped(problems(of: result).first ?? ""))\">\(Self.escaped(text))</failure>"
                )
                lines.append("  </testcase>")
            }
        }
        lines.append("</testsuite>")
        return lines.joined(separator: "\n") + "\n"
    }

    /// XML 1.0 has no place for control characters: they are left out.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result += "&#\(scalar.value);"
            default: if scalar.value >= 0x20 { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    // MARK: Problems

    private func problems(of result: RuleTestResult) -> [String] {
        var problems: [String] = []
        if let failure = result.failure { problems.append("could not be run: \(failure)") }
        for expectation in result.missing {
            problems.append("expected at \(expectation.location) and not found: \(text(expectation))")
        }
        for alert in result.unexpected { problems.append("found and not expected: \(text(alert))") }
        return problems
    }

    private func text(_ expectation: RuleExpectation) -> String {
        var parts: [String] = []
        if let at = expectation.at { parts.append("at \(at.rfc3339)") }
        if let subject = expectation.subject { parts.append("subject \(naming.text(of: subject))") }
        if let severity = expectation.severity { parts.append(severity.name) }
        if let state = expectation.state { parts.append(state.rawValue) }
        parts += expectation.values.map { "\($0.name) \($0.value.text)" }
        return parts.isEmpty ? "an alert" : parts.joined(separator: ", ")
    }

    private func text(_ alert: TestAlert) -> String {
        let head = [
            "at \(alert.at.rfc3339)", "subject \(naming.text(of: alert.subject))", alert.severity.name,
            alert.state.rawValue,
        ]
        return (head + alert.values.map { "\($0.name) \(text($0.value))" }).joined(separator: ", ")
    }

    private func text(_ value: TestValue) -> String {
        switch value {
        case .absent: "absent"
        case .bool(let value): String(value)
        case .int(let value): String(value)
        case .text(let value): value
        case .entity(let value): naming.text(of: value)
        case .time(let value): value.rfc3339
        case .span(let value): "\(value.milliseconds)ms"
        }
    }
}
