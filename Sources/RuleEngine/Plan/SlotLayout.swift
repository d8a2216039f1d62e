/// Where an evaluator puts what conditions read. Fixed for a rule set, so that one activation serves every rule.
struct SlotLayout: Sendable {
    /// Triggers that a rule may have, the awaited event included.
    static let maximumRoles = 8

    let lists: Int
    let tables: Int

    /// The event of a trigger.
    static func event(_ role: Int) -> Int { role }

    /// Lists of the pack, in the order of `RuleSet.listNames`.
    static func list(_ index: Int) -> Int { maximumRoles + index }

    /// Tables of the pack, in the order of `RuleSet.tables`.
    func table(_ index: Int) -> Int { SlotLayout.maximumRoles + lists + index }

    /// `period.start` and `period.end` of a duty that comes back.
    var periodStart: Int { SlotLayout.maximumRoles + lists + tables }
    var periodEnd: Int { periodStart + 1 }

    /// Names of `let`, lists of the window, series, what a graph search found.
    var firstName: Int { periodEnd + 1 }
}
