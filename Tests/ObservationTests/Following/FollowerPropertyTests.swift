import Observation
import SupervisionModel
import Testing

/// Random trees of blocks, announced in random order with losses, duplicates and lies, answered late and out of order:
/// whatever happens, the walk is valid, and in the end it stands at the block with the most work.
@Suite struct FollowerPropertyTests {
    @Test("The end is the best block, and every step on the way links", arguments: 0..<300)
    func converges(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var chain = SimulatedChain()
        let trunk = chain.make(10 + random.below(20), on: chain.genesis)
        let sourceCount = 1 + random.below(3)
        let sources = (0..<sourceCount).map { index in
            // One source at least can be asked, or what is lost stays lost.
            Simulation.Source(
                tip: trunk[0], pushesBlocks: random.chance(60), answers: index == 0 || random.chance(60))
        }
        var simulation = Simulation(chain: chain, sources: sources, from: trunk[random.below(trunk.count)]) {
            $0.orphans = 4 + random.below(60)
            $0.bodyBytes = 3_000 + random.below(40_000)
            $0.bodyWindow = 2 + random.below(16)
            $0.fetches = 1 + random.below(8)
            $0.longestRetryPause = .seconds(30)
        }
        simulation.holdsAnswers = true
        var blocks = trunk
        for _ in 0..<(150 + random.below(150)) {
            step(&simulation, &chain, &blocks, &random)
        }
        // The world calms down: everybody on the block with the most work, nobody lies, everything is answered.
        let best = chain.make(on: slowBest(chain, blocks), bits: 150)
        simulation.chain = chain
        for index in simulation.sources.indices {
            simulation.sources[index].tip = best
            simulation.sources[index].isReachable = true
            simulation.sources[index].mutated = []
            simulation.sources[index].withheld = []
        }
        simulation.holdsAnswers = false
        for _ in 0..<60 where simulation.tip != best { simulation.pass(milliseconds: 5_000) }
        #expect(simulation.tip == best, "seed \(seed)")
        #expect(simulation.walk == chain.path(to: best), "seed \(seed)")
        #expect(simulation.faults == [], "seed \(seed)")
    }

    private func step(
        _ simulation: inout Simulation, _ chain: inout SimulatedChain, _ blocks: inout [Digest32],
        _ random: inout SplitMix64
    ) {
        let source = random.below(simulation.sources.count)
        switch random.below(12) {
        case 0...3:
            // Mostly near the newest block, sometimes far back.
            let recent = blocks.suffix(random.chance(85) ? 4 : 25)
            let parent = recent[recent.startIndex + random.below(recent.count)]
            let hash = chain.make(on: parent, bits: UInt32(80 + random.below(60)))
            blocks.append(hash)
            simulation.chain = chain
            if random.chance(80) { move(&simulation, source, hash, &random) }
        case 4...5:
            let hash = blocks[random.below(blocks.count)]
            if random.chance(30) { simulation.sources[source].tip = hash }
            move(&simulation, source, hash, &random, tips: false)
        case 6:
            let hash = blocks[random.below(blocks.count)]
            if random.chance(50) {
                simulation.sources[source].mutated.insert(hash)
            } else {
                simulation.sources[source].withheld.insert(hash)
            }
        case 7:
            simulation.sources[source].isReachable.toggle()
        case 8:
            // A liar's header without anything behind it.
            let header = ChainHeader(
                hash: SimulatedChain.digest(random.next() | 1 << 63), parent: blocks[random.below(blocks.count)],
                time: SimulatedChain.genesisTime + 100_000_000, bits: 1 + UInt32(random.below(3)))
            simulation.send(
                .message(
                    source: source, link: 0, topic: .rawblock, counter: UInt32(random.below(50)),
                    content: .pushed(
                        header: header, raw: SimulatedBody(hash: header.hash, isGood: false), byteCount: 500),
                    received: simulation.now.wall, isDropped: false))
        default:
            for _ in 0..<random.below(8) where simulation.openCount > 0 {
                simulation.answerOne(at: random.below(simulation.openCount))
            }
            simulation.pass(milliseconds: Int64(random.below(4_000)))
        }
    }

    private func move(
        _ simulation: inout Simulation, _ source: Int, _ hash: Digest32, _ random: inout SplitMix64, tips: Bool = true
    ) {
        let topic: FeedTopic = simulation.sources[source].pushesBlocks ? .rawblock : .hashblock
        if tips { simulation.sources[source].tip = hash }
        simulation.announce(hash, by: source, topic: topic, isLost: random.chance(25))
        if random.chance(20) { simulation.announce(hash, by: source, topic: topic) }
    }

    /// The slow, obvious way: look at every block.
    private func slowBest(_ chain: SimulatedChain, _ blocks: [Digest32]) -> Digest32 {
        var best = chain.genesis
        for hash in blocks where (chain.work[hash] ?? 0) > (chain.work[best] ?? 0) { best = hash }
        return best
    }
}
