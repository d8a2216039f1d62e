import RuleEngine
import SupervisionModel
import Testing

@Suite struct KeyStateCodingTests {
    /// Every member away from its default, every kind of value.
    static func full(_ evaluator: Evaluator) throws -> KeyState {
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
        let event = Event(
            type: BuiltInEvents.transfer, position: position, block: TestEvents.digest(3),
            origin: TestEvents.digest(4), time: Timestamp(milliseconds: -9),
            fields: [.entity(TestEvents.entity("F")), .absent, .money(Money(minor: 1 << 100, currency: "ETH"))],
            jurisdiction: "CN")
        let reference = EvidenceRef(event)
        state.mustTake(TailEntry(event: KeptEvent(event, typeName: "transfer"), role: 0, hits: [hit]))
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

    static func evaluator() throws -> Evaluator { try WindowTests.evaluator(try #require(WindowTests.forms.first)) }

    @Test func comesBackAsItWas() throws {
        let evaluator = try Self.evaluator()
        let state = try Self.full(evaluator)
        let stored = try state.stored(evaluator)
        #expect(stored.bytes(evaluator) == state.bytes(evaluator))
        #expect(stored.entries.map(\.position) == state.entries.map(\.position))
        #expect(stored.entries.map(\.event.event.jurisdiction) == state.entries.map(\.event.event.jurisdiction))
        #expect(stored.machine == state.machine)
        #expect(stored.liveAlerts == state.liveAlerts)
        #expect(stored.timer == state.timer)
        #expect(stored.settledThrough == state.settledThrough)
        #expect(stored.incompleteThrough == state.incompleteThrough)
        #expect(stored.checksum == state.checksum)
        #expect(KeyState().isEmpty)
        #expect(!state.isEmpty)
    }

    /// Only fields that the rule reads are stored.
    @Test func keepsWhatTheRuleReads() throws {
        let evaluator = try Self.evaluator()
        let slots = evaluator.rules.keptSlots(of: 0, role: 0)
        let names = BuiltInEvents.all[Int(BuiltInEvents.transfer.rawValue)].payload.fields
        #expect(slots.map { names[$0].name } == ["from", "to", "amount"])
        let entry = try #require(TestEvents.entries([TestEvents.transfer(1, at: 5, from: "P")], evaluator).first?.entry)
        let stored = try TailEntry(decoding: entry.encode(slots: slots))
        #expect(stored.event.event[0] == .entity(TestEvents.entity("P")))
        #expect(stored.event.event[2] == .money(Money(minor: 1, currency: "BTC")))
        #expect(stored.event.event.fields.count == 3)
    }

    /// A head names its tail: another tail has another head, and the same tail the same, however it came about.
    @Test func theHeadNamesTheTail() throws {
        let evaluator = try Self.evaluator()
        let made = TestEvents.entries((1...3).map { TestEvents.transfer($0, at: Int64($0) * 10) }, evaluator)
        var state = KeyState()
        var heads: Set<[UInt8]> = [state.encodeHead()]
        for number in [0, 2, 1] {
            state.mustTake(made[number].entry)
            #expect(heads.insert(state.encodeHead()).inserted)
        }
        let whole = state.encodeHead()
        _ = state.remove { $0.position == made[1].entry.position }
        #expect(!heads.insert(state.encodeHead()).inserted, "two events as before")
        state.mustTake(made[1].entry)
        #expect(state.encodeHead() == whole)
        let others = TestEvents.entries([TestEvents.transfer(9, at: 20)], evaluator).map(\.entry)
        #expect(throws: StateDecodingError.self) {
            try KeyState(decodingHead: whole) { _ in [made[0].entry] + others + [made[2].entry] }
        }
    }

    /// Sort keys order entries as the tail does.
    @Test func sortKeysAreTheOrderOfTheTail() throws {
        let evaluator = try Self.evaluator()
        var generator = SplitMix64(state: 5)
        var state = KeyState()
        for number in 0..<200 {
            let event = TestEvents.transfer(
                number, at: Int64.random(in: -3...3, using: &generator), minor: 1,
                chain: ["a", "ab", "b", "a-"][Int.random(in: 0..<4, using: &generator)],
                height: [1, 255, 256, .max][Int.random(in: 0..<4, using: &generator)])
            for made in TestEvents.entries([event], evaluator) { state.mustTake(made.entry) }
        }
        let keys = state.entries.map(\.sortKey)
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    }

    /// Damaged bytes are refused or read as something; they never trap.
    @Test func cutAndChangedBytesAreNoHarm() throws {
        let evaluator = try Self.evaluator()
        let state = try Self.full(evaluator)
        let head = state.encodeHead()
        for count in 0..<head.count {
            #expect(throws: StateDecodingError.self) {
                try KeyState(decodingHead: Array(head.prefix(count))) { _ in state.entries }
            }
        }
        let rows = state.entries.map { $0.encode(slots: [0, 1, 2]) }
        for row in rows.suffix(1) {
            for count in 0..<row.count {
                #expect(throws: StateDecodingError.self) { try TailEntry(decoding: Array(row.prefix(count))) }
            }
        }
        var generator = SplitMix64(state: 7)
        for _ in 0..<2000 {
            var changed = head
            changed[Int.random(in: 0..<head.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            _ = try? KeyState(decodingHead: changed) { _ in [] }
            var row = rows[Int.random(in: 0..<rows.count, using: &generator)]
            row[Int.random(in: 0..<row.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            _ = try? TailEntry(decoding: row)
        }
    }
}
