/// A kind of event: `noun.verb` and the fields of its payload. Two types are the same by name, fields and time source;
/// the text for people makes no difference.
public struct EventType: Hashable, Sendable {
    /// Which clock orders events of this type.
    public enum TimeSource: Hashable, Sendable {
        /// Rule time of the block that carries the event: monotone on its chain, the same for every observer.
        case chain
        /// Admission time of the input that the node itself recorded (feeds, gaps, reorganisations): never late.
        case node
    }

    public let name: String
    public let payload: RecordType
    public let timeSource: TimeSource
    /// What has happened, where the vocabulary says it.
    public let meaning: Meaning?

    public init(
        name: String, fields: [RecordType.Field], timeSource: TimeSource = .chain, meaning: Meaning? = nil
    ) {
        self.name = name
        self.payload = RecordType(name: name, fields: fields)
        self.timeSource = timeSource
        self.meaning = meaning
    }

    public static func == (left: EventType, right: EventType) -> Bool {
        left.payload == right.payload && left.timeSource == right.timeSource
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(payload)
        hasher.combine(timeSource)
    }
}
