public import SupervisionModel

/// One line of an event file, or one step of a rule's test.
public enum EventStep: Hashable, Sendable {
    case event(FileEvent)
    /// Everything of that chain at that height and above, read so far, leaves the best chain.
    case remove(chain: ChainID, height: UInt64)
    /// Time passes for every chain.
    case tick(Timestamp)
    /// Everything of that chain up to that height is final.
    case final(chain: ChainID, height: UInt64)
    /// An event of a type that nobody declared: kept and counted, judged by no rule.
    case undeclared(UndeclaredEvent)
    /// A line that says nothing that can be used, with the reasons.
    case faulty(FaultyLine)
}

/// An event as a file gives it.
public struct FileEvent: Hashable, Sendable {
    public let event: Event
    /// Final from the beginning.
    public let isFinal: Bool
    /// When it arrived, where the file says so.
    public let observed: Timestamp?
    /// ISO 3166-1 alpha-2, where the file says so.
    public let jurisdiction: String?
    /// What the line says beside it and the vocabulary does not know: fields that were left out.
    public let notices: [LoadError]

    public init(
        event: Event, isFinal: Bool = false, observed: Timestamp? = nil, jurisdiction: String? = nil,
        notices: [LoadError] = []
    ) {
        self.event = event
        self.isFinal = isFinal
        self.observed = observed
        self.jurisdiction = jurisdiction
        self.notices = notices
    }
}
