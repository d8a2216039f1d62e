import RuleEngine
import SupervisionModel

/// Reads `params`: named constants with a type, a default and bounds.
struct ParameterReader {
    let diagnostics: Diagnostics
    let overrides: ParameterOverrides
    let rule: String
    /// The rule without its variant.
    let id: String
    /// Every name under `params`, also of parameters that could not be read: whoever uses one is not told so again.
    private(set) var names: [String] = []

    init(diagnostics: Diagnostics, overrides: ParameterOverrides, rule: String, id: String) {
        self.diagnostics = diagnostics
        self.overrides = overrides
        self.rule = rule
        self.id = id
    }

    /// Which way a parameter makes its rule stricter.
    enum Tightening: String, CaseIterable {
        case up, down
    }

    private enum Kind: String, CaseIterable {
        case bool, int, string, duration, amount
    }

    mutating func read(_ node: YAMLNode) -> [Parameter] {
        guard var mapping = YAMLMapping(node, "params", diagnostics) else { return [] }
        let entries = mapping.all()
        names = entries.map(\.key)
        overrides.checkNames(rule: rule, id: id, declared: names, diagnostics)
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
        let tightenNode = mapping.optional("tighten")
        let tighten = tightenNode.flatMap { diagnostics.word($0, "params.\(name).tighten", Tightening.self) }
        mapping.finish()
        guard let kind, let defaultNode, let value = value(defaultNode, name, kind) else { return nil }
        for bound in [minimum, maximum].compactMap(\.self) where kind == .bool || kind == .string {
            diagnostics.report(.combination, at: bound.location, ["a parameter of type \(kind.rawValue) has no bounds"])
        }
        if let tightenNode, kind == .string {
            diagnostics.report(
                .combination, at: tightenNode.location, ["a parameter of type string has no direction"])
        }
        let low = minimum.flatMap { self.value($0, name, kind) }
        let high = maximum.flatMap { self.value($0, name, kind) }
        if let minimum, let low = low.flatMap(number), let high = high.flatMap(number), low > high {
            diagnostics.report(.outOfRange, at: minimum.location, ["params.\(name).min", "\(low)", "...\(high)"])
            return nil
        }
        guard isWithin(value, low, high, at: defaultNode, name, "the default") else { return nil }
        var current = value
        for layer in overrides.layers {
            let relaxed = layer.relaxed(id: id, rule: rule, name: name)
            let plain = layer.value(rule: rule, name: name)
            if let relaxed, plain != nil {
                diagnostics.report(
                    .combination, at: relaxed.location, ["relax and parameters both set \"\(rule).\(name)\""])
                return nil
            }
            guard let node = relaxed ?? plain else { continue }
            guard let changed = self.value(node, name, kind),
                isWithin(changed, low, high, at: node, name, "the value")
            else { return nil }
            if relaxed == nil, !layer.isOwn { checkDirection(from: current, to: changed, tighten, at: node, name) }
            current = changed
        }
        return Parameter(name: name, value: current)
    }

    /// A pack may tighten what it inherits; which way that is the rule says.
    private func checkDirection(
        from old: Parameter.Value, to new: Parameter.Value, _ tighten: Tightening?, at node: YAMLNode, _ name: String
    ) {
        guard old != new else { return }
        guard let tighten else {
            diagnostics.report(.noDirection, at: node.location, ["\(rule).\(name)"])
            return
        }
        guard let before = rank(old), let after = rank(new) else { return }
        if tighten == .up ? after < before : after > before {
            diagnostics.report(.loosens, at: node.location, ["\(rule).\(name)", tighten.rawValue])
        }
    }

    /// What directions compare: false lies below true.
    private func rank(_ value: Parameter.Value) -> Int128? {
        if case .bool(let truth) = value { return truth ? 1 : 0 }
        return number(value)
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
