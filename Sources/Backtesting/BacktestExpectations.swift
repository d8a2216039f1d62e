public import SupervisionModel

/// What an event file's alerts must be: lines of `rules backtest` or of `participant simulate --truth`.
///
/// A line with `from` and `to` asks for at least one alert of its rule and subject whose `at` lies between them. Any
/// other line asks for one alert that has every member of the line. Standing alerts that no line asks for are wrong too.
public struct BacktestExpectations: Sendable {
    public struct Difference: Sendable {
        /// Lines that no alert fulfils.
        public let missing: [JSONValue]
        /// Alerts that no line asks for.
        public let unexpected: [JSONValue]

        public var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty }
    }

    private let lines: [JSONValue]

    public init(_ lines: [JSONValue]) {
        self.lines = lines
    }

    public func difference(from alerts: [JSONValue]) -> Difference {
        var missing: [JSONValue] = []
        var isExplained = [Bool](repeating: false, count: alerts.count)
        for line in lines {
            let isRange = line["from"] != nil || line["to"] != nil
            let fitting = alerts.indices.filter {
                (isRange || !isExplained[$0]) && BacktestExpectations.fits(alerts[$0], line, isRange: isRange)
            }
            if fitting.isEmpty { missing.append(line) }
            for index in isRange ? fitting : Array(fitting.prefix(1)) { isExplained[index] = true }
        }
        let unexpected = alerts.indices.filter {
            !isExplained[$0] && alerts[$0]["state"]?.string != "retracted"
        }
        return Difference(missing: missing, unexpected: unexpected.map { alerts[$0] })
    }

    private static func fits(_ alert: JSONValue, _ line: JSONValue, isRange: Bool) -> Bool {
        guard isRange else { return contains(alert, line) }
        guard alert["rule"] == line["rule"], alert["subject"] == line["subject"],
            alert["state"]?.string != "retracted", let at = alert["at"]?.string
        else { return false }
        // RFC 3339 in UTC without fractions orders as text does.
        if let from = line["from"]?.string, at.utf8.lexicographicallyPrecedes(from.utf8) { return false }
        if let to = line["to"]?.string, to.utf8.lexicographicallyPrecedes(at.utf8) { return false }
        return true
    }

    /// Whether a value has everything that another one names; lists must be equal.
    private static func contains(_ value: JSONValue, _ part: JSONValue) -> Bool {
        guard let members = part.object?.members, value.object != nil else { return value == part }
        return members.allSatisfy { member in value[member.name].map { contains($0, member.value) } ?? false }
    }
}
