/// What runs the tests in rule files: the same evaluator that runs live.
public protocol RuleTestEngine {
    /// The alerts of one rule after the steps, retracted ones included; other rules of the pack do not matter.
    ///
    /// Lists are those of the pack. Starts from nothing on every call. Chains have no lateness; the end of the steps
    /// sets every watermark to the last tick, otherwise to the greatest rule time (COMMANDS.md, `rules backtest`).
    mutating func alerts(of rule: String, in pack: RulePack, after steps: [EventStep]) throws -> [TestAlert]
}
