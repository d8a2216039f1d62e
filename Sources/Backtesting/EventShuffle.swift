import RulePacks
import SupervisionModel

/// Another order of arrival, the same for the same seed.
enum EventShuffle {
    /// Events change places between two removals, ticks, finalities or observations of the node itself; those stay where
    /// they are. What the node observed of its feeds is in the order of its ledger: a gap cannot close before it opened.
    static func shuffled(_ steps: [EventStep], seed: UInt64, _ vocabulary: Vocabulary) -> [EventStep] {
        var generator = SplitMix64(state: seed)
        var result: [EventStep] = []
        var events: [EventStep] = []
        for step in steps {
            switch step {
            case .event(let event) where vocabulary[event.event.type].timeSource != .node: events.append(step)
            case .undeclared, .faulty: events.append(step)
            case .event, .remove, .tick, .final:
                result += events.shuffled(using: &generator)
                events = []
                result.append(step)
            }
        }
        return result + events.shuffled(using: &generator)
    }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014): small, seeded, no secret.
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
