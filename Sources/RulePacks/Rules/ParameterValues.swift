import RuleEngine
import SupervisionModel

/// Parameters where a rule file takes a value rather than an expression: `sliding: params.horizon`.
struct ParameterValues {
    let diagnostics: Diagnostics
    let parameters: [Parameter]
    /// Names of all parameters, also of those that could not be read.
    let names: [String]

    /// A positive duration, literal or `params.NAME`.
    func length(_ node: YAMLNode, _ name: String) -> Interval? {
        guard let interval = span(node, name) else { return nil }
        guard interval > .zero else {
            diagnostics.report(.outOfRange, at: node.location, [name, DurationText.text(interval), "more than 0s"])
            return nil
        }
        return interval
    }

    private func span(_ node: YAMLNode, _ name: String) -> Interval? {
        guard let (parameter, value) = parameter(node) else { return diagnostics.duration(node, name) }
        guard let value else { return nil }
        guard case .duration(let length) = value else {
            report(node, name, "a duration", parameter)
            return nil
        }
        return length
    }

    /// An integer, literal or `params.NAME`.
    func integer(_ node: YAMLNode, _ name: String, in range: ClosedRange<Int64>) -> Int64? {
        guard let (parameter, value) = parameter(node) else { return diagnostics.integer(node, name, in: range) }
        guard let value else { return nil }
        guard case .int(let number) = value, range.contains(number) else {
            report(node, name, "an integer of \(range.lowerBound)...\(range.upperBound)", parameter)
            return nil
        }
        return number
    }

    /// true or false, literal or `params.NAME`.
    func bool(_ node: YAMLNode, _ name: String) -> Bool? {
        guard let (parameter, value) = parameter(node) else { return diagnostics.bool(node, name) }
        guard let value else { return nil }
        guard case .bool(let truth) = value else {
            report(node, name, "true or false", parameter)
            return nil
        }
        return truth
    }

    /// 1 to 100, literal or `params.NAME`.
    func percent(_ text: String) -> Int64? {
        var value = DecimalText.integer(text)
        if text.hasPrefix("params."), let found = find(String(text.dropFirst("params.".count))),
            case .int(let number) = found.value
        {
            value = number
        }
        return value.flatMap { (1...100).contains($0) ? $0 : nil }
    }

    /// The parameter that a value names; `nil` when it names none. The inner value is `nil` after a report.
    func parameter(_ node: YAMLNode) -> (String, Parameter.Value?)? {
        guard case .scalar(let text, _) = node.content, text.hasPrefix("params.") else { return nil }
        let name = String(text.dropFirst("params.".count))
        if let found = find(name) { return (name, found.value) }
        if names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return (name, nil) }
        diagnostics.report(
            .unknownParameter, at: node.location, [name], suggestion: SpellingSuggestion.nearest(to: name, among: names)
        )
        return (name, nil)
    }

    private func find(_ name: String) -> Parameter? {
        parameters.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    private func report(_ node: YAMLNode, _ name: String, _ expected: String, _ parameter: String) {
        diagnostics.report(.wrongType, at: node.location, [name, expected, "params.\(parameter)"])
    }
}
