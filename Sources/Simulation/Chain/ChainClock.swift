internal import SupervisionModel

/// When the blocks of a chain come that come by themselves.
struct ChainClock {
    /// Steps of a target interval in which an exponential interval is counted.
    private static let steps = 64
    /// Longer intervals do not occur, so that no alert is due to chance: 9 targets.
    private static let mostSteps = 9 * 64

    private let chain: SimulatedChain
    private var random: SeededRandom
    private var next: Timestamp

    init(chain: SimulatedChain, start: Timestamp, seed: UInt64) {
        self.chain = chain
        random = SeededRandom(seed: seed, "clock of " + chain.id.text)
        next = start
    }

    /// Moments of blocks before `end`, each once.
    mutating func times(before end: Timestamp) -> [Timestamp] {
        var times: [Timestamp] = []
        while next < end {
            times.append(next)
            next = next.plus(seconds: interval())
        }
        return times
    }

    /// The target itself, or under proof of work an exponential interval of that mean, as a geometric number of steps.
    private mutating func interval() -> Int {
        guard chain.consensus == .work else { return chain.targetSeconds }
        var count = 1
        while count < ChainClock.mostSteps, random.below(ChainClock.steps) != 0 { count += 1 }
        return max(1, chain.targetSeconds * count / ChainClock.steps)
    }
}
