import RuleEngine

/// Reads the keys of a mapping one after the other; whatever was not asked for is an unknown key.
struct YAMLMapping {
    let location: SourceLocation
    /// What the mapping is, for messages: `rule CRD-06`, `pack.yaml`.
    let name: String
    let diagnostics: Diagnostics
    private let entries: [YAMLNode.Entry]
    private var isRead: [Bool]
    private var known: [String] = []

    /// `nil` after an error was reported: the value is no mapping.
    init?(_ node: YAMLNode, _ name: String, _ diagnostics: Diagnostics) {
        guard case .mapping(let entries) = node.content else {
            diagnostics.report(.wrongType, at: node.location, [name, "a mapping", node.kind])
            return nil
        }
        self.entries = entries
        self.name = name
        self.diagnostics = diagnostics
        location = node.location
        isRead = [Bool](repeating: false, count: entries.count)
    }

    /// The value of a key; `nil` when there is none.
    mutating func optional(_ key: String) -> YAMLNode? {
        known.append(key)
        guard let index = entries.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) else { return nil }
        isRead[index] = true
        return entries[index].value
    }

    /// The value of a key; reports when there is none.
    mutating func required(_ key: String) -> YAMLNode? {
        if let node = optional(key) { return node }
        let near = unread.first { SpellingSuggestion.nearest(to: key, among: [$0.key]) != nil }
        // A misspelt key is reported as unknown, with the suggestion: one mistake, one error.
        if near == nil { diagnostics.report(.missingKey, at: location, [name, key]) }
        return nil
    }

    /// Every key with its value, in the order of the file, for mappings whose keys are names.
    mutating func all() -> [YAMLNode.Entry] {
        isRead = isRead.map { _ in true }
        return entries
    }

    /// Keys nobody asked for so far.
    var unread: [YAMLNode.Entry] { zip(entries, isRead).filter { !$0.1 }.map(\.0) }

    /// Takes the keys nobody asked for.
    mutating func takeUnread() -> [YAMLNode.Entry] {
        let rest = unread
        isRead = isRead.map { _ in true }
        return rest
    }

    /// Refuses a key of the language that this engine does not have yet.
    mutating func refuse(_ key: String) {
        guard let index = entries.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) else { return }
        isRead[index] = true
        diagnostics.report(.notSupported, at: entries[index].keyLocation, ["\"\(key)\"", "\(PackEngine.semantics)"])
    }

    /// Reports every key that nobody asked for.
    func finish() {
        for entry in unread {
            diagnostics.report(
                .unknownKey, at: entry.keyLocation, [entry.key, name],
                suggestion: SpellingSuggestion.nearest(to: entry.key, among: known))
        }
    }
}
