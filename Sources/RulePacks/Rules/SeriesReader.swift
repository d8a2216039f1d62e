import RuleEngine

/// Reads `series`: lists with one value per unit of the calendar.
struct SeriesReader {
    let expressions: ExpressionReader
    let parameters: ParameterValues
    /// Names of the rule's events.
    let taken: [String]

    private var diagnostics: Diagnostics { expressions.diagnostics }

    func read(_ node: YAMLNode) -> [Series] {
        guard var mapping = YAMLMapping(node, "series", diagnostics) else { return [] }
        var names: [String] = []
        return mapping.all().compactMap { entry in
            guard ReservedNames.check(entry.key, "a series", at: entry.keyLocation, taken: names, diagnostics) else {
                return nil
            }
            names.append(entry.key)
            return series(entry)
        }
    }

    private func series(_ entry: YAMLNode.Entry) -> Series? {
        let place = "series.\(entry.key)"
        guard var mapping = YAMLMapping(entry.value, place, diagnostics) else { return nil }
        let unit = mapping.required("by").flatMap {
            CalendarUnitReader(diagnostics: diagnostics).read($0, "\(place).by")
        }
        var reader = BindingReader(expressions: expressions, parameters: parameters, taken: taken)
        let bindings = mapping.optional("let").map { reader.read($0, "\(place).let") } ?? []
        let value = mapping.required("value").flatMap { expressions.read($0, "\(place).value") }
        let fill = mapping.optional("fill").flatMap { expressions.read($0, "\(place).fill") }
        mapping.finish()
        guard let unit, let value else { return nil }
        return Series(name: entry.key, unit: unit, bindings: bindings, value: value, fill: fill)
    }
}
