import RuleEngine

/// What a rule looks for, as far as its file's keys `on`, `sequence`, `key`, `where`, `judge`, `window` and `graph` say
/// it.
struct RulePattern {
    var triggers: [Trigger] = []
    var key: RuleExpression?
    var filter: RuleExpression?
    var judgedOn: [String] = []
    var window: Window?
    var absence: Absence?
    var graph: GraphPattern?
    var sequence: SequencePattern?
}
