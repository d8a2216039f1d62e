public import SupervisionModel

/// A score as it was published: what the subject and its supervisors see.
public struct PublishedScore: Hashable, Sendable {
    public let subject: EntityRef
    public let day: Day
    /// Index of the record that published it.
    public let sequence: UInt64
    public let document: JSONValue

    public init(subject: EntityRef, day: Day, sequence: UInt64, document: JSONValue) {
        self.subject = subject
        self.day = day
        self.sequence = sequence
        self.document = document
    }
}
