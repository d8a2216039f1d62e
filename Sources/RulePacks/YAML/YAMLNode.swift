package import RuleEngine

/// A value of a YAML file with its place: only scalars, sequences and mappings with plain keys, nothing resolved.
package struct YAMLNode: Sendable {
    enum Content: Sendable {
        /// The text as YAML presents it; `isQuoted` is false for plain scalars.
        case scalar(String, isQuoted: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    struct Entry: Sendable {
        let key: String
        let keyLocation: SourceLocation
        let value: YAMLNode
    }

    let content: Content
    package let location: SourceLocation
    /// Where the first character of a scalar's text stands: behind the quote, on the line after `|`.
    let textLocation: SourceLocation

    /// A key with nothing behind it, `~` or `null`.
    var isEmpty: Bool {
        guard case .scalar(let text, isQuoted: false) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// What it is, for messages.
    var kind: String {
        switch content {
        case .scalar where isEmpty: "nothing"
        case .scalar(let text, let isQuoted): isQuoted ? "the text \"\(text)\"" : "\"\(text)\""
        case .sequence: "a sequence"
        case .mapping: "a mapping"
        }
    }
}
