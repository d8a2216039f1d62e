import RuleEngine
import SupervisionModel
import Testing

/// Windows against a slow obvious reference: random events, random order of arrival, random removals.
@Suite struct WindowTests {
    struct Form: Sendable, CustomStringConvertible {
        let description: String
        let window: Window
        let rearm: Rearm
        let condition: String
        let holds: @Sendable ([SlowReference.Item]) -> Bool
    }

    static let forms: [Form] = [
        Form(
            description: "three in a minute", window: .sliding(.seconds(60)), rearm: .whenFalse, condition: "n >= 3",
            holds: { $0.count >= 3 }),
        Form(
            description: "sum in a minute", window: .sliding(.seconds(60)), rearm: .whenFalse,
            condition: "total >= amount(\"25\")", holds: { $0.reduce(0) { $0 + $1.minor } >= 25 }),
        Form(
            description: "distinct payers", window: .sliding(.seconds(90)), rearm: .after(.seconds(120)),
            condition: "payers >= 3", holds: { Set($0.compactMap(\.from)).count >= 3 }),
        Form(
            description: "one payer often, in the last seven", window: .last(7), rearm: .whenFalse,
            condition: "top * 2 > n",
            holds: { items in
                var counts: [String: Int] = [:]
                for from in items.compactMap(\.from) { counts[from, default: 0] += 1 }
                return (counts.values.max() ?? 0) * 2 > items.count
            }),
        Form(
            description: "every one above", window: .sliding(.seconds(30)), rearm: .always, condition: "n >= 2",
            holds: { $0.count >= 2 }),
        Form(
            description: "once for ever", window: .last(4), rearm: .never, condition: "n >= 4",
            holds: { $0.count >= 4 }),
        Form(
            description: "three in a minute of the clock", window: .tumbling(.seconds(60)), rearm: .whenFalse,
            condition: "n >= 3", holds: { $0.count >= 3 }),
        Form(
            description: "a sum in an hour of the calendar", window: .calendar(CalendarUnit(.hour, in: .shanghai)),
            rearm: .whenFalse, condition: "total >= amount(\"40\")",
            holds: { $0.reduce(0) { $0 + $1.minor } >= 40 }),
        Form(
            description: "four without a pause", window: .session(.seconds(20)), rearm: .whenFalse,
            condition: "n >= 4", holds: { $0.count >= 4 }),
        Form(
            description: "ten ever", window: .ever, rearm: .whenFalse, condition: "n >= 10",
            holds: { $0.count >= 10 }),
        Form(
            description: "spread", window: .sliding(.seconds(45)), rearm: .whenFalse,
            condition: "biggest >= amount(\"9\") && smallest <= amount(\"2\")",
            holds: { items in
                items.contains { $0.minor >= 9 } && items.contains { $0.minor <= 2 }
            }),
    ]

    static func evaluator(_ form: Form) throws -> Evaluator {
        var builder = RuleBuilder()
        builder.window = form.window
        builder.rearm = form.rearm
        builder.bindings = [
            RuleBuilder.aggregate("n", .count), RuleBuilder.aggregate("total", .sum, "event.amount.minor"),
            RuleBuilder.aggregate("payers", .distinct, "event.from"),
            RuleBuilder.aggregate("top", .topCount, "event.from"),
            RuleBuilder.aggregate("biggest", .max, "event.amount.minor"),
            RuleBuilder.aggregate("smallest", .min, "event.amount.minor"),
        ]
        builder.condition = form.condition
        return try builder.evaluator()
    }

    /// Random payments of one key on two chains, sorted by position.
    static func items(
        _ count: Int, _ evaluator: Evaluator, _ generator: inout SplitMix64
    ) throws -> (items: [SlowReference.Item], key: [UInt8]) {
        var items: [SlowReference.Item] = []
        var key: [UInt8] = []
        for number in 0..<count {
            let seconds = Int64.random(in: 0..<600, using: &generator)
            let from = Bool.random(using: &generator) ? String(Int.random(in: 0..<4, using: &generator)) : nil
            let minor = Int128(Int.random(in: 1...10, using: &generator))
            let chain = Bool.random(using: &generator) ? "a" : "b"
            let block = Int.random(in: 1...12, using: &generator)
            let event = TestEvents.transfer(
                number, at: seconds, from: from, minor: minor, chain: chain, height: UInt64(block), block: block)
            let made = try #require(TestEvents.entries([event], evaluator).first)
            key = made.key
            items.append(SlowReference.Item(seconds: seconds, entry: made.entry, from: from, minor: minor))
        }
        return (items.sorted { $0.entry.position < $1.entry.position }, key)
    }

    @Test(arguments: forms)
    func sameAsTheReferenceInAnyOrder(_ form: Form) throws {
        let evaluator = try Self.evaluator(form)
        let reference = SlowReference(window: form.window, rearm: form.rearm, condition: form.holds)
        for seed in UInt64(1)...40 {
            var generator = SplitMix64(state: seed)
            var (items, key) = try Self.items(Int.random(in: 0..<60, using: &generator), evaluator, &generator)
            var state = KeyState()
            for item in items.shuffled(using: &generator) {
                state.mustTake(item.entry)
                if Int.random(in: 0..<4, using: &generator) == 0 { state = try state.stored(evaluator) }
            }
            #expect(
                evaluator.matches(rule: 0, key: key, state: state, watermark: .distantPast).map(SlowReference.found)
                    == reference.matches(items), "seed \(seed)")
            // A reorganisation takes blocks away; what is left judges as if they had never been.
            for height in [UInt64(9), 4] {
                let chain = TestEvents.chain(Bool.random(using: &generator) ? "a" : "b")
                state.mustRemove(chain: chain, from: height)
                items.removeAll { $0.entry.position.chain == chain && $0.entry.position.height >= height }
                #expect(
                    evaluator.matches(rule: 0, key: key, state: state, watermark: .distantPast)
                        .map(SlowReference.found) == reference.matches(items), "seed \(seed), removed from \(height)")
            }
        }
    }

    /// A run that is kept goes on with what comes, in whatever order, and says what a run from the beginning says.
    @Test(arguments: forms)
    func aKeptRunIsARunFromTheBeginning(_ form: Form) throws {
        let evaluator = try Self.evaluator(form)
        for seed in UInt64(200)...230 {
            var generator = SplitMix64(state: seed)
            let (items, key) = try Self.items(50, evaluator, &generator)
            let live = LiveKey(rule: 0, key: key, state: KeyState())
            // Mostly in order, so that most events are appended.
            let arrivals = items.map { ($0, $0.seconds + Int64.random(in: 0..<15, using: &generator)) }
                .sorted { $0.1 < $1.1 }.map(\.0)
            var known: [EventIdentity: Match] = [:]
            for item in arrivals {
                let isAppend =
                    if case .appended = live.insert(item.entry, limit: 1000) { true } else { false }
                let update = evaluator.update(
                    live, inserted: [item.entry], removed: [], isAppend: isAppend, watermark: .distantPast)
                if update.isWhole { known = [:] }
                for match in update.matches { known[match.episode] = match }
                let whole = evaluator.matches(rule: 0, key: key, state: live.state, watermark: .distantPast)
                #expect(evaluator.matches(live, watermark: .distantPast) == whole, "seed \(seed)")
                // What was told on the way is what stands.
                for match in whole { #expect(known[match.episode] == match, "seed \(seed)") }
            }
        }
    }

    /// What has been folded into the carry changes no later match: everything found is found once.
    @Test(arguments: forms)
    func settlingChangesNothing(_ form: Form) throws {
        let evaluator = try Self.evaluator(form)
        let reference = SlowReference(window: form.window, rearm: form.rearm, condition: form.holds)
        for seed in UInt64(100)...140 {
            var generator = SplitMix64(state: seed)
            let (items, key) = try Self.items(40, evaluator, &generator)
            var state = KeyState()
            var found: [EventIdentity: SlowReference.Found] = [:]
            var settled: Int64 = -1
            // Events arrive at most 60 s out of order; everything older than that is settled now and then.
            let arrivals = items.map { ($0, $0.seconds + Int64.random(in: 0..<60, using: &generator)) }
                .sorted { $0.1 < $1.1 }
            var live: [EventIdentity] = []
            for (item, arrival) in arrivals {
                state.mustTake(item.entry)
                let matches = evaluator.matches(rule: 0, key: key, state: state, watermark: .distantPast)
                for gone in live where !matches.contains(where: { $0.episode == gone }) { found[gone] = nil }
                for match in matches { found[match.episode] = SlowReference.found(match) }
                live = matches.map(\.episode)
                guard arrival - 60 > settled, Bool.random(using: &generator) else { continue }
                settled = arrival - 60
                evaluator.settle(
                    rule: 0, key: key, state: &state, through: Timestamp(milliseconds: (settled - 1) * 1000))
                state = try state.stored(evaluator)
                live = evaluator.matches(rule: 0, key: key, state: state, watermark: .distantPast).map(\.episode)
            }
            let expected = reference.matches(items)
            #expect(Set(expected.map(\.episode)).count == expected.count, "seed \(seed)")
            #expect(Set(found.values) == Set(expected), "seed \(seed)")
        }
    }

    @Test func anEventTooOldIsRefused() throws {
        let form = Self.forms[0]
        let evaluator = try Self.evaluator(form)
        let made = TestEvents.entries(
            [TestEvents.transfer(1, at: 100), TestEvents.transfer(2, at: 10)], evaluator)
        var state = KeyState()
        state.mustTake(made[0].entry)
        evaluator.settle(rule: 0, key: made[0].key, state: &state, through: Timestamp(milliseconds: 100_000))
        state.mustRefuse(made[1].entry)
    }

    @Test func aFullKeyIsInconclusive() throws {
        let form = Self.forms[0]
        let evaluator = try Self.evaluator(form)
        let made = TestEvents.entries((1...5).map { TestEvents.transfer($0, at: Int64($0)) }, evaluator)
        var state = KeyState()
        for (_, entry) in made { _ = state.insert(entry, limit: 4) }
        #expect(state.entries.count == 4)
        let matches = evaluator.matches(rule: 0, key: made[0].key, state: state, watermark: .distantPast)
        #expect(matches.map(\.marks) == [.inconclusive])
    }

    /// An event that was left out makes the key inconclusive, until no window reaches it any more.
    @Test(arguments: [Window.sliding(.seconds(60)), .last(3)]) func whatIsMissingIsForgottenInTime(window: Window)
        throws
    {
        var builder = RuleBuilder()
        builder.window = window
        builder.rearm = .always
        builder.bindings = [RuleBuilder.aggregate("n", .count)]
        builder.condition = "n >= 1"
        let evaluator = try builder.evaluator()
        let made = TestEvents.entries((0..<20).map { TestEvents.transfer($0, at: Int64($0) * 10) }, evaluator)
        let key = made[0].key
        func marks(_ state: KeyState) -> [Marks] {
            evaluator.matches(rule: 0, key: key, state: state, watermark: .distantPast).map(\.marks)
        }
        var state = KeyState()
        state.mustTake(made[4].entry)
        evaluator.settle(rule: 0, key: key, state: &state, through: Timestamp(milliseconds: 45_000))
        state.mustRefuse(made[3].entry)
        for number in 5...9 { state.mustTake(made[number].entry) }
        #expect(marks(state) == Array(repeating: .inconclusive, count: 5))
        evaluator.settle(rule: 0, key: key, state: &state, through: Timestamp(milliseconds: 90_000))
        for number in 10...11 { state.mustTake(made[number].entry) }
        #expect(marks(state) == [[], []])
    }

    @Test func theSameEventCountsOnce() throws {
        let evaluator = try Self.evaluator(Self.forms[0])
        let made = TestEvents.entries([TestEvents.transfer(1, at: 5), TestEvents.transfer(2, at: 5)], evaluator)
        var state = KeyState()
        for index in [0, 1, 0, 1, 0] { state.mustTake(made[index].entry) }
        #expect(state.entries.map(\.identity) == made.map(\.entry.identity))
    }
}
