import RuleEngine
import SupervisionModel
import Testing

@Suite struct KeyStateCodingTests {
    /// Every member away from its default, every kind of scalar.
    static func full() throws -> KeyState {
        let form = try #require(WindowTests.forms.first)
        let evaluator = try WindowTests.evaluator(form)
        var state = KeyState()
        for (_, entry) in TestEvents.entries(
            (1...9).map { TestEvents.transfer($0, at: Int64($0), from: "P") }, evaluator)
        {
            state.mustTake(entry)
        }
        let scalars: [Scalar] = [
            .absent, .bool(true), .int(Int128(Int64.max) * 1000), .text("甲"), .entity(TestEvents.entity("E")),
            .time(Timestamp(milliseconds: -5)), .span(.days(3)),
        ]
        let hit = ListHit(list: "ofac", version: "v2", entry: "X/1", subject: TestEvents.entity("E"))
        let late = try #require(state.entries.last)
        let position = Position(
            ruleTime: Timestamp(milliseconds: 10_000), chain: late.position.chain, height: 2, transaction: .max,
            index: 7)
        let reference = EvidenceRef(position: position, block: TestEvents.digest(3), origin: TestEvents.digest(4))
        state.mustTake(
            TailEntry(
                evidence: reference, identity: late.identity, role: 1, subject: nil, arguments: scalars, hits: [hit]))
        evaluator.settle(rule: 0, key: [], state: &state, through: Timestamp(milliseconds: 5000))
        state.machine.lastFired = Timestamp(milliseconds: 77)
        state.machine.lastEnded = position
        #expect(state.machine.open != nil)
        state.machine.open?.subject = TestEvents.entity("S")
        state.machine.open?.last = position
        state.machine.open?.severity = .critical
        state.machine.open?.values = scalars
        state.machine.open?.evidence = [reference]
        state.machine.open?.evidenceCount = 900
        state.machine.open?.hits = [hit]
        state.machine.open?.marks = [.inconclusive, .late]
        state.liveAlerts = [TestEvents.digest(8), TestEvents.digest(9)]
        state.settledThrough = Timestamp(milliseconds: 12_345)
        state.mustRefuse(late)
        #expect(state.isIncomplete)
        state.timer = Timestamp(milliseconds: 99)
        return state
    }

    @Test func comesBackAsItWas() throws {
        let state = try Self.full()
        #expect(try KeyState(decoding: state.encode()) == state)
        #expect(try KeyState(decoding: KeyState().encode()) == KeyState())
        #expect(KeyState().isEmpty)
        #expect(!state.isEmpty)
    }

    /// Damaged bytes are refused or read as something; they never trap.
    @Test func cutAndChangedBytesAreNoHarm() throws {
        let bytes = try Self.full().encode()
        for count in 0..<bytes.count {
            #expect(throws: StateDecodingError.self) { try KeyState(decoding: Array(bytes.prefix(count))) }
        }
        var generator = SplitMix64(state: 7)
        for _ in 0..<2000 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            _ = try? KeyState(decoding: changed)
        }
    }
}
