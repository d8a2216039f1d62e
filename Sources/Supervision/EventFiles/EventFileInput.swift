package import SupervisionModel

/// One step of an event file (COMMANDS.md, "Events in files"): what the core learns in a backtest and in the tests of
/// rule files. Never recorded: a ledger knows blocks, not ready-made events.
package enum EventFileInput: Sendable {
    /// Events of one block of a chain, which may have had some before. All have its height and one rule time.
    case block(chain: ChainID, events: [Event])
    /// Events of the node itself: feeds and reorganisations.
    case node([Event])
    /// Everything of the chain at that height and above has left the best chain.
    case removed(chain: ChainID, height: UInt64)
    /// Everything of the chain up to that height is final.
    case final(chain: ChainID, height: UInt64)
    /// Time passes for every chain.
    case tick(Timestamp)
    /// There is nothing more: what could be final at that moment is.
    case end(Timestamp)

    /// Node time passes with ticks only, so that the order of the events between two of them does not matter.
    var moment: Timestamp? {
        switch self {
        case .block, .node, .removed, .final: nil
        case .tick(let moment), .end(let moment): moment
        }
    }
}

extension Supervisor {
    /// Applies a step of an event file to a state whose chains are configured and anchored.
    ///
    /// From the events on it is the way of `apply(_:to:)`: the same rules, keys, publication, finality and timers.
    /// - Parameter sequence: number of the step, in place of the record's index.
    package func apply(
        _ input: EventFileInput, sequence: UInt64, to store: any StateStore
    ) throws -> StepResult {
        let last = try activation(in: store)?.time ?? .distantPast
        let time = max(last, input.moment ?? last)
        var step = try Step(
            AdmittedInput(sequence: sequence, time: time, input: .clockTick), store: store, supervisor: self)
        try step.run(input)
        return try step.finish()
    }
}
