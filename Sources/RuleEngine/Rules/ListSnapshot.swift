public import SupervisionModel

/// One version of a list (sanctions, watch list, labels): which references are on it, and since when.
///
/// Entries of one subject may repeat with different times (listed, delisted, listed again).
public struct ListSnapshot: Sendable {
    public struct Entry: Hashable, Sendable {
        public let subject: EntityRef
        /// Identifier of the entry in its source, such as `OFAC/XBT/17`.
        public let entry: String
        /// Valid for rule times in [from, until).
        public let from: Timestamp
        public let until: Timestamp?
        /// Free label of the entry, such as the name of a mining pool.
        public let label: String

        public init(subject: EntityRef, entry: String, from: Timestamp, until: Timestamp?, label: String) {
            self.subject = subject
            self.entry = entry
            self.from = from
            self.until = until
            self.label = label
        }
    }

    public let id: String
    public let version: String
    /// SHA-256 of the list's content bytes.
    public let content: Digest32
    public let entries: [Entry]
    private let bySubject: [EntityRef: [Int]]

    public init(id: String, version: String, content: Digest32, entries: [Entry]) {
        self.id = id
        self.version = version
        self.content = content
        self.entries = entries
        var bySubject: [EntityRef: [Int]] = [:]
        for (index, entry) in entries.enumerated() { bySubject[entry.subject, default: []].append(index) }
        self.bySubject = bySubject
    }

    /// A list nobody has filled yet: version `none`, no entries.
    public init(empty id: String) {
        self.init(id: id, version: "none", content: .zero, entries: [])
    }

    /// The first entry of that subject that is valid at `moment`. O(1).
    public func entry(for subject: EntityRef, at moment: Timestamp) -> Entry? {
        guard let indexes = bySubject[subject] else { return nil }
        for index in indexes {
            let entry = entries[index]
            guard moment >= entry.from else { continue }
            if let until = entry.until, moment >= until { continue }
            return entry
        }
        return nil
    }
}
