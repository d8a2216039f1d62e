package import RuleEngine
public import SupervisionModel

/// An input as the sequencer admits it: its place in the ledger and its time, taken once.
public struct AdmittedInput: Sendable {
    /// Index of its record.
    public let sequence: UInt64
    /// Node time in milliseconds; never falls from record to record.
    public let time: Timestamp
    public let input: Input
    /// The block of `block.connected` and `block.disconnected`, verified, with its spent outputs.
    public let block: (any BlockContent)?

    public init(sequence: UInt64, time: Timestamp, input: Input, block: (any BlockContent)? = nil) {
        self.sequence = sequence
        self.time = time
        self.input = input
        self.block = block
    }
}

/// What follows from one input.
public struct StepResult: Sendable {
    /// In the order in which the fold produced them.
    public let items: [ResultItem]
    public let changes: StateChanges
    /// Alerts as they stand after the input, each once, for projections.
    public let alerts: [AlertState]
    /// Scores published by the input, for projections.
    public let scores: [PublishedScore]
    /// Matches behind the alerts that were raised or looked at again, by the alert's identifier.
    package var matches: [Digest32: Match] = [:]

    public init(items: [ResultItem], changes: StateChanges, alerts: [AlertState], scores: [PublishedScore]) {
        self.items = items
        self.changes = changes
        self.alerts = alerts
        self.scores = scores
    }
}
