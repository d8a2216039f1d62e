package import RuleEngine

/// Reads the keys of a mapping one after the other; whatever was not asked for is an unknown key.
package struct YAMLMapping {
    package let location: SourceLocation
    /// What the mapping is, for messages: `rule CRD-06`, `pack.yaml`.
    let name: String
    let diagnostics: Diagnostics
    private let entries: [YAMLNode.Entry]
    private var isRead: [Bool]
    private var known: [String] = []
    private var missing: [String] = []

    /// `nil` after an error was reported: the value is no mapping.
    package init?(_ node: YAMLNode, _ name: String, _ diagnostics: Diagnostics) {
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
    package mutating func optional(_ key: String) -> YAMLNode? {
        known.append(key)
        guard let index = entries.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) else { return nil }
        isRead[index] = true
        return entries[index].value
    }

    /// The value of a key. When there is none, `finish` or `takeUnread` reports it.
    package mutating func required(_ key: String) -> YAMLNode? {
        let node = optional(key)
        if node == nil { missing.append(key) }
        return node
    }

    /// A misspelt key is reported as unknown, with the suggestion: one mistake, one error.
    private mutating func reportMissing() {
        let unread = unread.map(\.key)
        for key in missing where !unread.contains(where: { SpellingSuggestion.nearest(to: key, among: [$0]) != nil }) {
            diagnostics.report(.missingKey, at: location, [name, key])
        }
        missing = []
    }

    /// Whether a key is there, whatever it says.
    func has(_ key: String) -> Bool { entries.contains { $0.key.utf8.elementsEqual(key.utf8) } }

    /// Every key with its value, in the order of the file, for mappings whose keys are names.
    mutating func all() -> [YAMLNode.Entry] {
        isRead = isRead.map { _ in true }
        return entries
    }

    /// Keys nobody asked for so far.
    var unread: [YAMLNode.Entry] { zip(entries, isRead).filter { !$0.1 }.map(\.0) }

    /// Takes the keys nobody asked for, and reports the required ones that are not there.
    mutating func takeUnread() -> [YAMLNode.Entry] {
        reportMissing()
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

    /// Reports every key that nobody asked for, and the required ones that are not there.
    package mutating func finish() {
        reportMissing()
        for entry in unread {
            diagnostics.report(
                .unknownKey, at: entry.keyLocation, [entry.key, name],
                suggestion: SpellingSuggestion.nearest(to: entry.key, among: known))
        }
    }
}
