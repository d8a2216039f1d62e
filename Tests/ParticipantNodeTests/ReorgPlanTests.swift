import ParticipantNode
import Testing

@Suite struct ReorgPlanTests {
    @Test func readsHeightAndDepthInAnyOrder() throws {
        #expect(try ReorgPlan("at=20,depth=3") == ReorgPlan(height: 20, depth: 3))
        #expect(try ReorgPlan("depth=1,at=2") == ReorgPlan(height: 2, depth: 1))
    }

    @Test(arguments: [
        "", "at=20", "depth=3", "at=20,depth=0", "at=20,depth=20", "at=20,depth=3,at=21", "at=x,depth=3",
        "at=20;depth=3",
        "at=20,depth=3,", "at=-1,depth=3", "at=5000,depth=1001", "AT=20,depth=3",
    ])
    func refuses(text: String) {
        #expect(throws: ReorgPlan.Malformed.self) { try ReorgPlan(text) }
    }
}
