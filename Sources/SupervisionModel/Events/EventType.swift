/// A kind of event: `noun.verb` and the fields of its payload.
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

    public init(name: String, fields: [RecordType.Field], timeSource: TimeSource = .chain) {
        self.name = name
        self.payload = RecordType(name: name, fields: fields)
        self.timeSource = timeSource
    }
}
