import RulePacks
import Testing

/// A participant is told what its own data cannot show.
@Suite struct SelfCheckLimitTests {
    @Test func namesRulesThatLookFurther() throws {
        let pack = try RulePack.load(directory: PackPaths.nationalBase)
        let limits = pack.selfCheckLimits
        func reason(_ rule: String) -> SelfCheckLimit.Reason? { limits.first { $0.rule == rule }?.reason }
        // One event decides.
        #expect(reason("SCF-02") == nil)
        // The key is of the event's own chain.
        #expect(reason("CHN-06") == nil)
        #expect(reason("CRD-06") == .otherChains)
        #expect(reason("AML-07") == .answeredElsewhere)
        #expect(reason("AML-12") == .otherEdges)
        #expect(reason("CHN-11") == .ownObservations)
        #expect(reason("CHN-01") == .ownObservations)
        #expect(reason("CRD-01") == .tables)
    }
}
