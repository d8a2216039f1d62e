import RuleEngine
package import SupervisionModel

/// Typed reading of single values. Every function reports and returns `nil` when the value is not of its type.
extension Diagnostics {
    /// A text that is not empty.
    package func text(_ node: YAMLNode, _ name: String) -> String? {
        guard case .scalar(let text, _) = node.content else {
            report(.wrongType, at: node.location, [name, "text", node.kind])
            return nil
        }
        guard !node.isEmpty, text.unicodeScalars.contains(where: { !$0.isWhiteSpace }) else {
            report(.emptyText, at: node.location, [name])
            return nil
        }
        return text
    }

    package func integer(_ node: YAMLNode, _ name: String, in range: ClosedRange<Int64>) -> Int64? {
        guard case .scalar(let text, isQuoted: false) = node.content, let value = DecimalText.integer(text) else {
            report(.wrongType, at: node.location, [name, "an integer", node.kind])
            return nil
        }
        guard range.contains(value) else {
            report(
                .outOfRange, at: node.location, [name, "\(value)", "\(range.lowerBound)...\(range.upperBound)"])
            return nil
        }
        return value
    }

    package func bool(_ node: YAMLNode, _ name: String) -> Bool? {
        switch node.content {
        case .scalar("true", isQuoted: false): return true
        case .scalar("false", isQuoted: false): return false
        default:
            report(.wrongType, at: node.location, [name, "true or false", node.kind])
            return nil
        }
    }

    package func duration(_ node: YAMLNode, _ name: String) -> Interval? {
        guard let text = text(node, name) else { return nil }
        guard let interval = DurationText.interval(text) else {
            report(.badDuration, at: node.location, [text])
            return nil
        }
        return interval
    }

    func time(_ node: YAMLNode, _ name: String) -> Timestamp? {
        guard let text = text(node, name) else { return nil }
        guard let time = TimeText.timestamp(text) else {
            report(.badTime, at: node.location, [text])
            return nil
        }
        return time
    }

    /// One of a closed set of words.
    func word<Value>(_ node: YAMLNode, _ name: String, _ words: [(String, Value)]) -> Value? {
        guard let text = text(node, name) else { return nil }
        if let found = words.first(where: { $0.0.utf8.elementsEqual(text.utf8) }) { return found.1 }
        let names = words.map(\.0)
        report(
            .notAllowedValue, at: node.location, [name, text, names.joined(separator: ", ")],
            suggestion: SpellingSuggestion.nearest(to: text, among: names))
        return nil
    }

    /// A word of an enumeration spelt as its raw value.
    package func word<Value: CaseIterable & RawRepresentable>(_ node: YAMLNode, _ name: String, _ type: Value.Type)
        -> Value?
    where Value.RawValue == String {
        word(node, name, Value.allCases.map { ($0.rawValue, $0) })
    }

    package func sequence(_ node: YAMLNode, _ name: String) -> [YAMLNode]? {
        guard case .sequence(let elements) = node.content else {
            report(.wrongType, at: node.location, [name, "a sequence", node.kind])
            return nil
        }
        return elements
    }

    package func texts(_ node: YAMLNode, _ name: String) -> [String]? {
        guard let elements = sequence(node, name) else { return nil }
        return elements.compactMap { text($0, "an element of \(name)") }
    }

    /// `{ zh: …, en: … }`, both required.
    func localized(_ node: YAMLNode, _ name: String) -> LocalizedText? {
        guard var mapping = YAMLMapping(node, name, self) else { return nil }
        let zh = mapping.required("zh").flatMap { text($0, "\(name).zh") }
        let en = mapping.required("en").flatMap { text($0, "\(name).en") }
        mapping.finish()
        guard let zh, let en else { return nil }
        return LocalizedText(zh: zh, en: en)
    }

    /// A stable name: a letter, then letters, digits and the given further characters; at most 64 bytes.
    package func identifier(_ node: YAMLNode, _ name: String, further: String = "._-") -> String? {
        guard let text = text(node, name) else { return nil }
        guard Identifier.isValid(text, further: further) else {
            report(.badName, at: node.location, [text, name, Identifier.rule(further: further)])
            return nil
        }
        return text
    }
}
