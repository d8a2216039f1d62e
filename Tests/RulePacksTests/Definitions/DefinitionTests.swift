import Backtesting
import RuleEngine
import RulePacks
import SupervisionModel
import Testing

/// Shared conditions are written out where rules name them.
@Suite struct DefinitionTests {
    /// The good pack with definitions, and its rule speaking through them.
    static func pack(_ define: String, where filter: String, total: String = "sum(event.principal.minor)") throws
        -> RulePack
    {
        try RulePack.load(
            files: PackFiles(
                PackText.edited(
                    """
                    replace pack.yaml
                    approvers: [approver]
                    with
                    approvers: [approver]
                    define:
                    \(define)
                    end
                    replace rules/credit/CRD-06.yaml
                    where: event.principal.minor > 0
                    with
                    where: '\(filter)'
                    end
                    replace rules/credit/CRD-06.yaml
                      total: sum(event.principal.minor)
                    with
                      total: \(total)
                    end
                    """)))
    }

    @Test func standsInBracketsForItsText() throws {
        let pack = try DefinitionTests.pack(
            """
              real: { of: { loan: loan.originated }, is: loan.secured || loan.principal.minor > 0 }
              counted: { of: loan.originated, is: "!define.real(event) ? false : event.rank < 5" }
            """, where: "!has(event.note) || define.counted(event) && true")
        #expect(
            pack.rules[0].filter?.text
                == "!has(event.note) || (!(event.secured || event.principal.minor > 0) ? false : event.rank < 5) && true"
        )
    }

    @Test func anAggregateMayBeABindingOfItsOwn() throws {
        let pack = try DefinitionTests.pack(
            "  taken: { of: loan.originated, is: sum(event.principal.minor where event.rank > 1) }",
            where: "event.principal.minor > 0", total: "define.taken(event)")
        guard case .aggregate(.sum, let argument?) = pack.rules[0].bindings[1].form else {
            Issue.record("not an aggregate: \(pack.rules[0].bindings[1])")
            return
        }
        #expect(argument.text == "event.principal.minor")
        #expect(pack.rules[0].bindings[1].filter?.text == "event.rank > 1")
    }

    @Test func meansWhatItsTextMeans() throws {
        let written = try DefinitionTests.pack(
            "  small: { of: loan.originated, is: event.principal.minor <= 10000 }", where: "define.small(event)")
        var engine = CoreRuleTests(naming: PlainNaming())
        #expect(written.runTests(on: &engine).filter { !$0.hasPassed }.map(\.test.name) == [])
        let none = try DefinitionTests.pack(
            "  small: { of: loan.originated, is: event.principal.minor < 10000 }", where: "define.small(event)")
        #expect(none.runTests(on: &engine).contains { !$0.hasPassed })
    }
}
