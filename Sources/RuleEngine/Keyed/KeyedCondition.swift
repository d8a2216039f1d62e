import SupervisionModel

/// What a windowed rule asks of its window. Implemented by the planned rule; declared here so that the machine is
/// pure and can be tested with conditions of its own.
protocol KeyedCondition {
    var window: Window { get }
    var aggregates: [Binding.Aggregate] { get }
    var rearm: Rearm { get }

    /// Values of all names and whether the condition holds, for the events in the window.
    func judge(_ window: WindowContents, at moment: Timestamp) -> KeyedJudgement
}

/// The answer of a `KeyedCondition`.
struct KeyedJudgement {
    enum Verdict {
        case holds
        case fails
        /// A budget was used up or a number left its range: neither proven nor excluded.
        case inconclusive
    }

    let verdict: Verdict
    let severity: Severity
    /// In the order of the rule's `let`.
    let values: [Scalar]
}
