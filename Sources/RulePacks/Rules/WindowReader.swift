import RuleEngine
import SupervisionModel

/// Reads `window`: exactly one kind.
struct WindowReader {
    let expressions: ExpressionReader
    let parameters: ParameterValues
    /// Names of the rule's events.
    let triggers: [String]

    private var diagnostics: Diagnostics { expressions.diagnostics }

    private static let kinds = ["sliding", "last", "calendar", "tumbling", "session", "blocks", "open", "ever"]

    func read(_ node: YAMLNode) -> Window? {
        guard var mapping = YAMLMapping(node, "window", diagnostics) else { return nil }
        let found = WindowReader.kinds.compactMap { kind in mapping.optional(kind).map { (kind, $0) } }
        let zoneNode = mapping.optional("zone")
        mapping.finish()
        guard let (kind, value) = found.first else {
            if mapping.unread.isEmpty { diagnostics.report(.missingKey, at: node.location, ["window", "sliding"]) }
            return nil
        }
        if let (_, other) = found.dropFirst().first {
            diagnostics.report(
                .combination, at: other.location, ["a window is one of \(WindowReader.kinds.joined(separator: ", "))"])
            return nil
        }
        if let zoneNode, kind != "calendar" {
            diagnostics.report(.combination, at: zoneNode.location, ["zone goes with calendar only"])
        }
        switch kind {
        case "sliding": return parameters.length(value, "window.sliding").map { .sliding($0) }
        case "tumbling": return parameters.length(value, "window.tumbling").map { .tumbling($0) }
        case "session": return parameters.length(value, "window.session").map { .session($0) }
        case "last": return parameters.integer(value, "window.last", in: 1...1_000_000).map { .last($0) }
        case "blocks": return parameters.integer(value, "window.blocks", in: 1...1_000_000).map { .blocks($0) }
        case "calendar": return calendar(value, zoneNode)
        case "open": return open(value).map { .open($0) }
        default:
            guard let isEver = diagnostics.bool(value, "window.ever") else { return nil }
            if isEver { return .ever }
            diagnostics.report(.notAllowedValue, at: value.location, ["window.ever", "false", "true"])
            return nil
        }
    }

    private func calendar(_ node: YAMLNode, _ zoneNode: YAMLNode?) -> Window? {
        let reader = CalendarUnitReader(diagnostics: diagnostics)
        guard let unit = diagnostics.word(node, "window.calendar", CalendarUnit.Unit.self),
            let zone = reader.zone(zoneNode)
        else { return nil }
        return .calendar(CalendarUnit(unit, in: zone))
    }

    /// `{ from: pledge, until: [release, enforced], item: event.collateralId }`
    func open(_ node: YAMLNode) -> OpenWindow? {
        guard var mapping = YAMLMapping(node, "open", diagnostics) else { return nil }
        let from = mapping.required("from").map { names($0, "open.from") } ?? []
        let until = mapping.required("until").map { names($0, "open.until") } ?? []
        let itemNode = mapping.required("item")
        mapping.finish()
        if let both = from.first(where: { name in until.contains { $0.utf8.elementsEqual(name.utf8) } }) {
            diagnostics.report(
                .combination, at: node.location, ["\"\(both)\" cannot both open and close an item"])
            return nil
        }
        guard let itemNode else { return nil }
        var items: [OpenWindow.ItemName] = []
        if case .mapping = itemNode.content, var inner = YAMLMapping(itemNode, "open.item", diagnostics) {
            for entry in inner.all() where isTrigger(entry.key, at: entry.keyLocation) {
                guard let expression = expressions.read(entry.value, "open.item.\(entry.key)") else { continue }
                items.append(OpenWindow.ItemName(trigger: entry.key, expression: expression))
            }
        } else if let expression = expressions.read(itemNode, "open.item") {
            items = (from + until).map { OpenWindow.ItemName(trigger: $0, expression: expression) }
        }
        return OpenWindow(from: from, until: until, item: items)
    }

    /// One trigger, or several.
    private func names(_ node: YAMLNode, _ name: String) -> [String] {
        let texts: [String]
        if case .scalar = node.content {
            texts = diagnostics.text(node, name).map { [$0] } ?? []
        } else {
            texts = diagnostics.texts(node, name) ?? []
        }
        return texts.filter { isTrigger($0, at: node.location) }
    }

    func isTrigger(_ name: String, at location: SourceLocation) -> Bool {
        if triggers.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return true }
        diagnostics.report(
            .unknownTrigger, at: location, [name],
            suggestion: SpellingSuggestion.nearest(to: name, among: triggers))
        return false
    }
}
