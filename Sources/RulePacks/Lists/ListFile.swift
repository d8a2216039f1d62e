public import RuleEngine
import SupervisionModel

/// A list as it was read: who is on it, and which coinbase tags name whom. Its content bytes are `ListBundle`.
public struct ListFile: Sendable {
    /// What an entry of the file says; `subject` is already a reference.
    public typealias Entry = ListSnapshot.Entry

    public let id: String
    public let version: String
    /// Where the list comes from, for people.
    public let source: String
    public let entries: [Entry]
    public let tags: [TagList.Tag]
    /// Entries that are kept as they are although they are not what the list should hold, for whoever activates it.
    public let warnings: [LoadError]

    public init(
        id: String, version: String, source: String, entries: [Entry], tags: [TagList.Tag] = [],
        warnings: [LoadError] = []
    ) {
        self.id = id
        self.version = version
        self.source = source
        self.entries = entries
        self.tags = tags
        self.warnings = warnings
    }
}
