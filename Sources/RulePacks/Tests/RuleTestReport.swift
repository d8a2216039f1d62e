import RuleEngine
public import SupervisionModel

/// Results of rule tests for people and for other programs: TAP (Test Anything Protocol 14) and JUnit XML.
public struct RuleTestReport: Sendable {
    public let results: [RuleTestResult]
    private let naming: any EntityNaming

    public init(_ results: [RuleTestResult], naming: any EntityNaming) {
        self.results = results
        self.naming = naming
    }

    public var failures: Int { results.count { !$0.hasPassed } }

    /// One line a test; what differed follows a failed one as a YAML block.
    public var tap: String {
        var lines = ["TAP version 14", "1..\(results.count)"]
        for (index, result) in results.enumerated() {
            // "#" begins a directive in TAP.
            let name = "\(result.test.rule) \(result.test.name)".replacing("#", with: "\\#")
            lines.append("\(result.hasPassed ? "ok" : "not ok") \(index + 1) - \(Self.printable(name))")
            guard !result.hasPassed else { continue }
            lines.append("  ---")
            lines.append("  at: \(result.test.location)")
            for difference in differences(result) { lines.append("  - \(Self.quoted(difference))") }
            lines.append("  ...")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Parameter suite: such as the pack's id and version.
    public func junit(suite: String) -> String {
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<testsuite name="\#(Self.escaped(suite))" tests="\#(results.count)" failures="\#(failures)">"#,
        ]
        for result in results {
            let rule = Self.escaped(result.test.rule)
            let name = Self.escaped(result.test.name)
            let open =
                #"  <testcase classname="\#(rule)" name="\#(name)" file="\#(Self.escaped(result.test.location.file))""#
            guard !result.hasPassed else {
                lines.append(open + "/>")
                continue
            }
            let text = Self.escaped(differences(result).joined(separator: "\n"))
            lines.append(open + ">")
            lines.append(#"    <failure message="\#(Self.escaped("\(result.test.location)"))">\#(text)</failure>"#)
            lines.append("  </testcase>")
        }
        return (lines + ["</testsuite>"]).joined(separator: "\n") + "\n"
    }

    /// What a failed test expected and did not get, and the other way round.
    public func differences(_ result: RuleTestResult) -> [String] {
        var lines: [String] = []
        if let failure = result.failure { lines.append("could not run: \(failure)") }
        for expectation in result.missing { lines.append("expected: \(text(expectation))") }
        for alert in result.unexpected { lines.append("unexpected: \(text(alert))") }
        return lines
    }

    private func text(_ expectation: RuleExpectation) -> String {
        var parts: [String] = []
        if let at = expectation.at { parts.append("at \(at.rfc3339)") }
        if let subject = expectation.subject { parts.append("subject \(naming.text(of: subject))") }
        if let severity = expectation.severity { parts.append("severity \(severity.name)") }
        if let state = expectation.state { parts.append("state \(state.rawValue)") }
        if let isMuted = expectation.isMuted { parts.append(isMuted ? "muted" : "not muted") }
        parts += expectation.values.map { "\($0.name) \($0.value.text)" }
        return "\(parts.joined(separator: ", ")) (\(expectation.location))"
    }

    private func text(_ alert: TestAlert) -> String {
        var parts = [
            "at \(alert.at.rfc3339)", "subject \(naming.text(of: alert.subject))", "severity \(alert.severity.name)",
            "state \(alert.state.rawValue)",
        ]
        if alert.isMuted { parts.append("muted") }
        parts += alert.values.map { "\($0.name) \(text($0.value))" }
        return parts.joined(separator: ", ")
    }

    private func text(_ value: TestValue) -> String {
        switch value {
        case .absent: "absent"
        case .bool(let value): String(value)
        case .int(let value): String(value)
        case .text(let value): value
        case .entity(let value): naming.text(of: value)
        case .time(let value): value.rfc3339
        case .span(let value): DurationText.text(value)
        }
    }

    // MARK: Sinks

    /// Names come from files: controls, also those that reorder text, are replaced.
    private static func printable(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { view.append(scalar.isPrintable || scalar == "\n" ? scalar : "\u{FFFD}") }
        return String(view)
    }

    private static func quoted(_ text: String) -> String {
        "\"" + printable(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func escaped(_ text: String) -> String {
        printable(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
