import RuleEngine
import SupervisionModel

/// Reads `params`: named constants with a type, a default and bounds.
struct ParameterReader {
    let diagnostics: Diagnostics
    let overrides: ParameterOverrides
    let rule: String
    /// Every name under `params`, also of parameters that could not be read: whoever uses one is not told so again.
    private(set) var names: [String] = []

    init(diagnostics: Diagnostics, overrides: ParameterOverrides, rule: String) {
        self.diagnostics = diagnostics
        self.overrides = overrides
        self.rule = rule
    }

    private enum Kind: String, CaseIterable {
        case bool, int, string, duration, amount
    }

    mutating func read(_ node: YAMLNode) -> [Parameter] {
        guard var mapping = YAMLMapping(node, "params", diagnostics) else { return [] }
        let entries = mapping.all()
        names = entries.map(\.key)
        overrides.checkNames(rule: rule, declared: names, diagnostics)
        return entries.compactMap { entry in
            guard ReservedNames.check(entry.key, "a parameter", at: entry.keyLocation, taken: [], diagnostics) else {
                return nil
            }
            return parameter(entry.key, entry.value)
        }
    }

    private func parameter(_ name: String, _ node: YAMLNode) -> Parameter? {
        guard var mapping = YAMLMapping(node, "params.\(name)", diagnostics) else { return nil }
        let kind = mapping.required("type").flatMap { diagnostics.word($0, "params.\(name).type", Kind.self) }
        let defaultNode = mapping.required("default")
        let minimum = mapping.optional("min")
        let maximum = mapping.optional("max")
        mapping.finish()
        guard let kind, let defaultNode, let value = value(defaultNode, name, kind) else { return nil }
        for bound in [minimum, maximum].compactMap(\.self) where kind == .bool || kind == .string {
            diagnostics.report(.combination, at: bound.location, ["a parameter of type \(kind.rawValue) has no bounds"])
        }
        let low = minimum.flatMap { self.value($0, name, kind) }
        let high = maximum.flatMap { self.value($0, name, kind) }
        guard isWithin(value, low, high, at: defaultNode, name, "the default") else { return nil }
        guard let override = overrides.value(rule: rule, name: name) else { return Parameter(name: name, value: value) }
        guard let changed = self.value(override, name, kind),
            isWithin(changed, low, high, at: override, name, "the value")
        else { return nil }
        return Parameter(name: name, value: changed)
    }

    private func value(_ node: YAMLNode, _ name: String, _ kind: Kind) -> Parameter.Value? {
        let name = "params.\(name)"
        switch kind {
        case .bool: return diagnostics.bool(node, name).map { .bool($0) }
        case .int:
            return diagnostics.integer(node, name, in: Int64.min...Int64.max).map { .int($0) }
        case .string: return diagnostics.text(node, name).map { .string($0) }
        case .duration: return diagnostics.duration(node, name).map { .duration($0) }
        case .amount:
            // Minor units, or a number with its currency.
            if case .scalar(let text, isQuoted: false) = node.content, let minor = DecimalText.scaled(text, scale: 0) {
                return .amount(minor)
            }
            return diagnostics.text(node, name).flatMap { AmountText.money($0, at: node.location, diagnostics) }
                .map { .amount($0.minor) }
        }
    }

    private func isWithin(
        _ value: Parameter.Value, _ low: Parameter.Value?, _ high: Parameter.Value?, at node: YAMLNode, _ name: String,
        _ what: String
    ) -> Bool {
        guard let number = number(value) else { return true }
        let low = low.flatMap(self.number)
        let high = high.flatMap(self.number)
        if let low, number < low {} else if let high, number > high {} else { return true }
        let bounds = "\(low.map { "\($0)" } ?? "")...\(high.map { "\($0)" } ?? "")"
        diagnostics.report(.parameterBounds, at: node.location, [what, name, bounds])
        return false
    }

    /// What bounds compare: milliseconds of a duration.
    private func number(_ value: Parameter.Value) -> Int128? {
        switch value {
        case .int(let value): Int128(value)
        case .duration(let value): Int128(value.milliseconds)
        case .amount(let value): value
        case .bool, .string: nil
        }
    }
}
