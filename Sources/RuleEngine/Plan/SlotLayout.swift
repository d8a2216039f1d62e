/// Where an evaluator puts what conditions read. Fixed, so that one activation serves every rule.
enum SlotLayout {
    /// The event that triggers a rule.
    static let event = 0
    /// Lists of the pack, in the order of `RuleSet.lists`.
    static let firstList = 1

    /// Names of `let`, after the lists.
    static func firstName(lists: Int) -> Int { firstList + lists }
}
