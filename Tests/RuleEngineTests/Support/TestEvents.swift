import RuleEngine
import SupervisionModel

/// Makes events for tests.
enum TestEvents {
    static func entity(_ name: String) -> EntityRef { .identifier(.internal, name) }

    static func chain(_ name: String) -> ChainID {
        guard let chain = ChainID(name) else { preconditionFailure("\(name) is no name of a chain") }
        return chain
    }

    /// A digest that is its number.
    static func digest(_ number: Int) -> Digest32 {
        var bytes = [UInt8](repeating: 0, count: 32)
        for index in 0..<8 { bytes[31 - index] = UInt8(truncatingIfNeeded: number >> (index * 8)) }
        return Digest32(bytes) ?? .zero
    }

    /// A payment; `number` names its transaction and its place in the block.
    static func transfer(
        _ number: Int, at seconds: Int64, from: String? = nil, to: String = "X", minor: Int128 = 1,
        chain: String = "a", height: UInt64 = 1, block: Int = 1
    ) -> Event {
        let txid = digest(1_000_000 + number)
        return Event(
            type: BuiltInEvents.transfer,
            position: Position(
                ruleTime: Timestamp(milliseconds: seconds * 1000), chain: TestEvents.chain(chain), height: height,
                transaction: UInt32(number), index: 0),
            block: digest(block), origin: txid, time: Timestamp(milliseconds: seconds * 1000),
            fields: [
                from.map { .entity(entity($0)) } ?? .absent, .entity(entity(to)),
                .money(Money(minor: minor, currency: "BTC")), .string("CHAIN"), .list([]), .int(0), .digest(txid),
            ])
    }

    /// The entries an event makes for the keys of a rule.
    static func entries(_ events: [Event], _ evaluator: Evaluator) -> [(key: [UInt8], entry: TailEntry)] {
        var outcomes: [Evaluator.Outcome] = []
        for event in events { evaluator.judge(event, into: &outcomes) }
        return outcomes.compactMap { outcome in
            if case .entry(_, let key, let entry) = outcome { (key, entry) } else { nil }
        }
    }

    static func matches(_ events: [Event], _ evaluator: Evaluator) -> [Match] {
        var outcomes: [Evaluator.Outcome] = []
        for event in events { evaluator.judge(event, into: &outcomes) }
        return outcomes.compactMap { outcome in
            if case .match(let match) = outcome { match } else { nil }
        }
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
