import RuleEngine

/// What a rule looks for, as far as its file's keys `on`, `sequence`, `key`, `where` and `window` say it.
struct RulePattern {
    var triggers: [Trigger] = []
    var key: RuleExpression?
    var filter: RuleExpression?
    var window: Window?
    var absence: Absence?
}
