import RuleEngine
import Supervision
import SupervisionModel
import Testing

@Suite struct DeterminismTests {
    /// A random but valid history: blocks, reorganisations, lists, gaps, ticks, days.
    /// - Parameter between: called before each of the 120 steps.
    static func history(
        _ seed: UInt64, replacing core: CoreHarness, between: (Int) throws -> Void = { _ in }
    ) throws {
        var generator = SplitMix64(state: seed)
        var number = 0
        func acts() -> [TestBlock.Act] {
            (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                number += 1
                let who = "S\(Int.random(in: 0..<5, using: &generator))"
                return switch Int.random(in: 0..<5, using: &generator) {
                case 0: .asked("t\(number)", who: who)
                case 1: .answered("t\(number)", who: who)
                default: .pay("t\(number)", to: who, minor: Int128(Int.random(in: 1...120, using: &generator)))
                }
            }
        }
        var seconds: UInt32 = 1_000_000
        for step in 0..<120 {
            seconds += UInt32.random(in: 0..<400, using: &generator)
            core.time = max(core.time, Timestamp(seconds: seconds))
            try between(step)
            let chain = Bool.random(using: &generator) ? "a" : "b"
            switch Int.random(in: 0..<14, using: &generator) {
            case 0:
                let depth = Int.random(in: 1...3, using: &generator)
                if try core.tip(chain).height >= 100 + UInt64(depth) { try core.disconnect(chain, depth) }
            case 1: try core.update(list: "\(step)", (0..<3).map { "S\(($0 * 2 + step) % 5)" })
            case 2: try core.gap(chain, source: "s\(step % 3)")
            case 3: try core.alive(chain)
            case 4:
                for input in try core.supervisor.due(at: core.time, in: core.store) { try core.apply(input) }
            default: try core.connect(chain, "\(step)", at: seconds, acts())
            }
        }
    }

    @Test(arguments: UInt64(1)...12) func theSameInputsGiveTheSameBytes(seed: UInt64) throws {
        let first = try CoreHarness()
        let second = try CoreHarness()
        try Self.history(seed, replacing: first)
        try Self.history(seed, replacing: second)
        #expect(first.items.map { $0.item.payload.encode() } == second.items.map { $0.item.payload.encode() })
        #expect(first.items.map(\.sequence) == second.items.map(\.sequence))
        #expect(first.items.count > 20)
        for namespace in UInt8(1)...0x0B {
            let rows = try first.rows(namespace)
            #expect(try rows == second.rows(namespace))
        }
    }

    /// Nothing that an input leaves behind is kept outside the state: a core that starts anew from the store goes on
    /// as the one that never stopped.
    @Test(arguments: UInt64(20)...26) func startingAnewChangesNothing(seed: UInt64) throws {
        let steady = try CoreHarness()
        let restarted = try CoreHarness(isRestartedEachTime: true)
        try Self.history(seed, replacing: steady)
        try Self.history(seed, replacing: restarted)
        #expect(steady.items.map { $0.item.payload.encode() } == restarted.items.map { $0.item.payload.encode() })
    }

    /// Every alert that waits for finality has one row, and no other rows are left behind.
    @Test(arguments: UInt64(40)...48) func rowsThatWaitAreThoseOfProvisionalAlerts(seed: UInt64) throws {
        let core = try CoreHarness()
        try Self.history(seed, replacing: core)
        let waiting = try core.rows(Rows.pending).keys.map { Array($0.suffix(32)) }
        let provisional = core.alerts.values.filter { $0.finality == .provisional }.map(\.id.bytes)
        #expect(Set(waiting) == Set(provisional))
        #expect(waiting.count == provisional.count)
    }
}

/// Small seeded generator, so that a failure can be repeated.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
