import Observation
import SupervisionModel
import Testing

/// One scenario for each rule of CHAINS.md section 9 and each fault a participant can commit.
@Suite struct FollowerScenarioTests {
    /// A chain of `count` blocks on the genesis block, and a source at its end.
    private func world(_ count: Int, pushesBlocks: Bool = false) -> (SimulatedChain, [Digest32], Simulation.Source) {
        var chain = SimulatedChain()
        let ids = chain.make(count, on: chain.genesis)
        return (chain, ids, Simulation.Source(tip: ids.last ?? chain.genesis, pushesBlocks: pushesBlocks))
    }

    @Test("R2: reconciles from the durable cursor")
    func reconciles() {
        let (chain, ids, source) = world(300)
        var simulation = Simulation(chain: chain, sources: [source], from: ids[99])
        simulation.send(.tick)
        #expect(simulation.walk == [chain.genesis] + ids)
        #expect(simulation.connections == 200)
        #expect(simulation.faults == [])
        // The blocks came without having been announced: that is said, and that it is over.
        simulation.pass(seconds: 6)
        #expect(simulation.gaps(.poll).map(\.fromHeight) == [101])
        #expect(simulation.gaps(.poll).map(\.toHeight) == [300])
        #expect(simulation.recoveries.map(\.toHeight) == [300])
    }

    @Test("R1, R4: announced ids are followed, by header and by body", arguments: [FeedTopic.hashblock, .rawblock])
    func follows(_ topic: FeedTopic) {
        var (chain, ids, source) = world(5, pushesBlocks: topic.carriesBlock)
        source.answers = true
        let more = chain.make(20, on: ids[4])
        var simulation = Simulation(chain: chain, sources: [source], from: ids[4])
        simulation.send(.tick)
        for hash in more {
            simulation.pass(milliseconds: 700)
            simulation.move(0, to: hash, topic: topic)
        }
        #expect(simulation.tip == more.last)
        #expect(simulation.faults == [])
        #expect(simulation.inputs == [])
    }

    @Test("R6: a jump of the counter opens a gap, which closes when everything is there")
    func counterGap() {
        var (chain, ids, source) = world(3)
        let more = chain.make(6, on: ids[2])
        source.pushesBlocks = true
        var simulation = Simulation(chain: chain, sources: [source], from: ids[2])
        simulation.send(.tick)
        simulation.move(0, to: more[0], topic: .rawblock)
        for hash in more[1...4] { simulation.move(0, to: hash, topic: .rawblock, isLost: true) }
        #expect(simulation.tip == more[0])
        simulation.move(0, to: more[5], topic: .rawblock)
        #expect(simulation.tip == more[5])
        #expect(simulation.gaps(.counter).map(\.missing) == [4])
        #expect(simulation.gaps(.counter).first?.fromHeight == 5)
        #expect(simulation.gaps(.parent).count == 1)
        #expect(
            simulation.recoveries == [
                FeedRecovery(chain: testChain, source: "s0", fromHeight: 5, toHeight: 9)
            ])
        #expect(simulation.faults == [])
    }

    @Test("R5: a lost tail is found by the poll")
    func lostTail() {
        var (chain, ids, source) = world(3)
        source.pushesBlocks = true
        let more = chain.make(4, on: ids[2])
        var simulation = Simulation(chain: chain, sources: [source], from: ids[2])
        simulation.send(.tick)
        for hash in more { simulation.move(0, to: hash, topic: .rawblock, isLost: true) }
        simulation.pass(seconds: 40)
        #expect(simulation.tip == more[3])
        #expect(simulation.gaps(.poll).map(\.toHeight) == [7])
        #expect(simulation.recoveries.count == 1)
        // The late announcement of a block that is there already changes nothing.
        simulation.announce(more[3], by: 0, topic: .rawblock)
        #expect(simulation.faults == [])
    }

    @Test("A poll that is faster than the announcement is no gap")
    func pollBeforePush() {
        var (chain, ids, source) = world(3)
        let next = chain.make(on: ids[2])
        source.pushesBlocks = true
        var simulation = Simulation(chain: chain, sources: [source], from: ids[2])
        simulation.send(.tick)
        simulation.sources[0].tip = next
        simulation.pass(seconds: 31)
        #expect(simulation.tip == next)
        simulation.announce(next, by: 0, topic: .rawblock)
        simulation.pass(seconds: 20)
        #expect(simulation.inputs == [])
    }

    @Test("R7: a reorganisation, announced by its tip only", arguments: [1, 3, 6, 40])
    func reorganises(_ depth: Int) {
        var (chain, ids, source) = world(100)
        source.tip = ids[99]
        let fork = ids[99 - depth]
        let branch = chain.make(depth + 1, on: fork)
        var simulation = Simulation(chain: chain, sources: [source], from: ids[99])
        simulation.send(.tick)
        simulation.pass(seconds: 1)
        simulation.move(0, to: branch[depth])
        #expect(simulation.tip == branch[depth])
        #expect(simulation.disconnections.map(\.hash) == ids.suffix(depth).reversed())
        #expect(
            simulation.disconnections.allSatisfy { $0.fork == UInt64(100 - depth) && $0.successor == branch[depth] })
        #expect(simulation.faults == [])
    }

    @Test("R7: nothing is taken back before the new branch is in hand")
    func atomic() {
        var (chain, ids, source) = world(10)
        source.tip = ids[9]
        let branch = chain.make(4, on: ids[6])
        source.withheld = [branch[2]]
        var simulation = Simulation(chain: chain, sources: [source], from: ids[9])
        simulation.send(.tick)
        simulation.move(0, to: branch[3])
        simulation.pass(seconds: 100)
        #expect(simulation.tip == ids[9])
        #expect(simulation.disconnections == [])
        #expect(simulation.gaps(.parent).count == 1)
        #expect(simulation.recoveries == [])
        simulation.sources[0].withheld = []
        simulation.pass(seconds: 300)
        #expect(simulation.tip == branch[3])
        #expect(simulation.recoveries.count == 1)
        #expect(simulation.faults == [])
    }

    @Test("R8: a retreat, which no message announces")
    func retreats() {
        let (chain, ids, source) = world(20)
        var simulation = Simulation(chain: chain, sources: [source], from: ids[19])
        simulation.send(.tick)
        simulation.pass(seconds: 1)
        simulation.sources[0].tip = ids[16]
        simulation.pass(seconds: 35)
        #expect(simulation.tip == ids[16])
        #expect(simulation.disconnections.map(\.height) == [20, 19, 18])
        #expect(simulation.disconnections.allSatisfy { $0.fork == 17 && $0.successor == ids[16] })
        // The node takes them up again.
        simulation.move(0, to: ids[19])
        #expect(simulation.tip == ids[19])
        #expect(simulation.faults == [])
    }

    @Test("R8: after a retreat the node's own chain counts, although it has less work")
    func retreatsToBranch() {
        var (chain, ids, source) = world(20)
        source.tip = ids[19]
        let branch = chain.make(2, on: ids[15])
        var simulation = Simulation(chain: chain, sources: [source], from: ids[19])
        simulation.send(.tick)
        simulation.pass(seconds: 1)
        simulation.move(0, to: branch[1])
        #expect(simulation.tip == ids[19])
        simulation.pass(seconds: 5)
        #expect(simulation.tip == branch[1])
        #expect(simulation.faults == [])
    }

    @Test("R8: no retreat while another participant stands by the tip")
    func noRetreatAlone() {
        let (chain, ids, source) = world(20)
        var simulation = Simulation(chain: chain, sources: [source, source], from: ids[19]) {
            $0.divergenceGrace = .seconds(30)
        }
        simulation.send(.tick)
        simulation.pass(seconds: 1)
        simulation.sources[0].tip = ids[10]
        simulation.pass(seconds: 120)
        #expect(simulation.tip == ids[19])
        #expect(simulation.disconnections == [])
        // It is behind, and that is recorded once.
        #expect(simulation.divergences.map(\.lag) == [9])
        #expect(simulation.divergences.first?.source == "s0")
    }

    @Test("A poll answered late does not undo what was announced since")
    func latePoll() {
        var (chain, ids, source) = world(5)
        source.pushesBlocks = true
        let next = chain.make(on: ids[4])
        var simulation = Simulation(chain: chain, sources: [source], from: ids[4])
        simulation.holdsAnswers = true
        simulation.send(.tick)
        simulation.pass(milliseconds: 10)
        simulation.announce(next, by: 0, topic: .rawblock)
        while simulation.openCount > 0 { simulation.answerOne() }
        simulation.sources[0].tip = next
        simulation.holdsAnswers = false
        simulation.pass(seconds: 100)
        #expect(simulation.tip == next)
        #expect(simulation.disconnections == [])
    }

    @Test("R9: a mutated body is refused by its hash, the honest one is fetched elsewhere")
    func mutatedBody() {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let next = chain.make(on: ids[4])
        source.tip = ids[4]
        source.mutated = [next]
        var honest = source
        honest.mutated = []
        var simulation = Simulation(chain: chain, sources: [source, honest], from: ids[4])
        simulation.send(.tick)
        simulation.sources[1].tip = next
        simulation.move(0, to: next, topic: .rawblock)
        #expect(simulation.tip == next)
        simulation.pass(seconds: 61)
        #expect(simulation.rejections.map(\.source) == ["s0"])
        #expect(simulation.rejections.first?.reason == "block.mutation")
        #expect(simulation.rejections.first?.isCommitmentMismatch == true)
        #expect(simulation.rejections.first?.bodies.count == 1)
        #expect(simulation.faults == [])
    }

    @Test("R9: the only source mends its ways")
    func mutatedBodyThenHonest() {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let next = chain.make(on: ids[4])
        source.mutated = [next]
        var simulation = Simulation(chain: chain, sources: [source], from: ids[4])
        simulation.send(.tick)
        simulation.move(0, to: next, topic: .rawblock)
        simulation.pass(seconds: 30)
        #expect(simulation.tip == ids[4])
        simulation.sources[0].mutated = []
        simulation.pass(seconds: 60)
        #expect(simulation.tip == next)
        #expect(simulation.faults == [])
    }

    @Test("R9: two publishers without back-fill, the first one lies")
    func mutatedPush() {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let next = chain.make(on: ids[4])
        source.answers = false
        var liar = source
        liar.mutated = [next]
        var simulation = Simulation(chain: chain, sources: [liar, source], from: ids[4])
        simulation.holdsAnswers = true
        simulation.announce(next, by: 0, topic: .rawblock)
        simulation.announce(next, by: 1, topic: .rawblock)
        while simulation.openCount > 0 { simulation.answerOne() }
        #expect(simulation.tip == next)
        #expect(simulation.faults == [])
    }

    @Test("R10: duplicates are no-ops")
    func duplicates() {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let next = chain.make(on: ids[4])
        source.tip = next
        var simulation = Simulation(chain: chain, sources: [source, source], from: ids[4])
        for _ in 0..<5 {
            for source in 0...1 {
                simulation.announce(next, by: source, topic: .rawblock)
                simulation.announce(next, by: source, topic: .rawblock2)
                simulation.announce(next, by: source, topic: .hashblock)
            }
        }
        #expect(simulation.connections == 1)
        #expect(simulation.tip == next)
        #expect(simulation.inputs == [])
    }

    @Test("R6: a publisher that starts again is reconciled with")
    func publisherRestart() {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let more = chain.make(6, on: ids[4])
        source.tip = ids[4]
        var simulation = Simulation(chain: chain, sources: [source], from: ids[4])
        simulation.send(.tick)
        for hash in more[0...2] { simulation.move(0, to: hash, topic: .rawblock) }
        simulation.sources[0].tip = more[4]
        simulation.sources[0].counters = [:]
        simulation.send(.ready(source: 0, link: 0))
        simulation.move(0, to: more[5], topic: .rawblock)
        #expect(simulation.tip == more[5])
        #expect(simulation.gaps(.restart).count == 1)
        #expect(simulation.recoveries.last?.toHeight == 11)
        #expect(simulation.faults == [])
    }

    @Test("A stalled source is reported as silent, again when the silence doubles, and its gap stays open")
    func silence() {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let more = chain.make(3, on: ids[4])
        source.tip = ids[4]
        var simulation = Simulation(chain: chain, sources: [source], from: ids[4]) { $0.silenceLimit = .seconds(100) }
        simulation.send(.tick)
        simulation.move(0, to: more[2], topic: .rawblock, isLost: false)
        simulation.sources[0].isReachable = false
        simulation.pass(seconds: 450)
        let silences = simulation.inputs.compactMap { input -> Int64? in
            if case .feedSilence(let silence) = input { silence.silent.milliseconds / 1_000 } else { nil }
        }
        #expect(silences == [100, 200, 400])
    }

    @Test("R11: two sources on different blocks of one height, for longer than the grace")
    func fork() {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let left = chain.make(on: ids[4])
        let right = chain.make(on: ids[4])
        source.tip = ids[4]
        var simulation = Simulation(chain: chain, sources: [source, source], from: ids[4]) {
            $0.divergenceGrace = .seconds(60)
        }
        simulation.send(.tick)
        simulation.move(0, to: left, topic: .rawblock)
        simulation.move(1, to: right, topic: .rawblock)
        #expect(simulation.tip == left)
        simulation.pass(seconds: 50)
        #expect(simulation.divergences == [])
        simulation.pass(seconds: 20)
        #expect(
            simulation.divergences == [
                FeedDivergence(
                    chain: testChain, source: "s0", other: "s1", height: 6, hash: left, otherHash: right, lag: 0)
            ])
        simulation.pass(seconds: 600)
        #expect(simulation.divergences.count == 1)
        // One branch wins; the difference ends, and a new one is a new report.
        let next = chain.make(on: right)
        simulation.chain = chain
        simulation.move(0, to: next, topic: .rawblock)
        simulation.move(1, to: next, topic: .rawblock)
        #expect(simulation.tip == next)
        #expect(simulation.faults == [])
    }

    @Test("R12: an overflow of the node's own queue is recorded and made good")
    func overflow() {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let more = chain.make(3, on: ids[4])
        source.tip = ids[4]
        var simulation = Simulation(chain: chain, sources: [source], from: ids[4])
        simulation.send(.tick)
        simulation.sources[0].tip = more[2]
        simulation.send(.overflow(source: 0, messages: 17))
        #expect(simulation.gaps(.overflow).map(\.missing) == [17])
        simulation.pass(seconds: 2)
        #expect(simulation.tip == more[2])
        simulation.pass(seconds: 40)
        #expect(simulation.recoveries.count >= 1)
        #expect(simulation.faults == [])
    }

    @Test("R12: a dropped body leaves its header, and the body is fetched")
    func droppedBody() throws {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let next = chain.make(on: ids[4])
        source.tip = next
        var simulation = Simulation(chain: chain, sources: [source], from: ids[4])
        let header = try #require(chain.headers[next])
        simulation.send(
            .message(
                source: 0, link: 0, topic: .rawblock, counter: 0,
                content: .pushed(header: header, raw: nil, byteCount: 0), received: simulation.now.wall, isDropped: true
            ))
        #expect(simulation.tip == next)
        #expect(simulation.gaps(.overflow).map(\.missing) == [1])
        #expect(simulation.recoveries.count == 1)
    }

    @Test("A reorganisation far beyond finality is followed, also with little room for bodies")
    func deepReorganisation() {
        var (chain, ids, source) = world(400)
        source.tip = ids[399]
        let branch = chain.make(301, on: ids[99])
        var simulation = Simulation(chain: chain, sources: [source], from: ids[399]) {
            $0.bodyBytes = 20_000
            $0.tree.lowWorkMargin = 400
        }
        simulation.send(.tick)
        simulation.move(0, to: branch[300])
        simulation.pass(seconds: 600)
        #expect(simulation.tip == branch[300])
        #expect(simulation.disconnections.count == 300)
        #expect(simulation.faults == [])
    }

    @Test("An idle chain reports that its tip is unchanged, but not while something is missing")
    func alive() {
        var (chain, ids, source) = world(5)
        var simulation = Simulation(chain: chain, sources: [source], from: ids[4])
        simulation.pass(seconds: 130)
        #expect(
            simulation.inputs == [.feedAlive(FeedAlive(chain: testChain, height: 5, hash: ids[4]))]
                || simulation.inputs.count == 2)
        #expect(simulation.inputNames.allSatisfy { $0 == "feed.alive" })
        let before = simulation.inputs.count
        let next = chain.make(on: ids[4])
        source.tip = next
        simulation.chain = chain
        simulation.sources[0].withheld = [next]
        simulation.move(0, to: next)
        simulation.pass(seconds: 200)
        #expect(simulation.inputs.dropFirst(before).allSatisfy { $0.typeName != "feed.alive" })
    }

    @Test("A liar's orphans stay bounded, are counted, and stop nobody")
    func orphanFlood() {
        var (chain, ids, source) = world(5, pushesBlocks: true)
        let next = chain.make(on: ids[4])
        var liar = source
        liar.isReachable = false
        var simulation = Simulation(chain: chain, sources: [liar, source], from: ids[4]) { $0.orphans = 50 }
        simulation.send(.tick)
        for number in 0..<1_000 {
            let header = ChainHeader(
                hash: SimulatedChain.digest(1 << 50 + UInt64(number)),
                parent: SimulatedChain.digest(1 << 51 + UInt64(number)),
                time: SimulatedChain.genesisTime, bits: 100)
            simulation.send(
                .message(
                    source: 0, link: 0, topic: .rawblock, counter: UInt32(number),
                    content: .pushed(header: header, raw: SimulatedBody(hash: header.hash), byteCount: 100_000),
                    received: simulation.now.wall, isDropped: false))
        }
        simulation.move(1, to: next, topic: .rawblock)
        #expect(simulation.tip == next)
        simulation.pass(seconds: 61)
        #expect(simulation.rejections.filter { $0.reason == "orphan.expired" }.map(\.count).reduce(0, +) == 950)
        #expect(simulation.inputs.count < 10)
        #expect(simulation.faults == [])
    }

    @Test("A source that jumps its counter all the time causes a few inputs a minute, not one for each")
    func gapFlood() {
        let (chain, ids, source) = world(5)
        var simulation = Simulation(chain: chain, sources: [source], from: ids[4])
        simulation.send(.tick)
        for number in 0..<2_000 {
            simulation.send(
                .message(
                    source: 0, link: 0, topic: .hashblock, counter: UInt32(number * 7 % 1_000),
                    content: .announced(ids[4]),
                    received: simulation.now.wall, isDropped: false))
        }
        #expect(simulation.inputs.count <= 14)
        simulation.pass(seconds: 180)
        #expect(simulation.inputs.count <= 30)
    }

    @Test("Restart from the cursor goes on where it stood")
    func restart() {
        var (chain, ids, source) = world(50)
        let branch = chain.make(5, on: ids[46])
        source.tip = ids[49]
        var simulation = Simulation(chain: chain, sources: [source])
        simulation.holdsAnswers = true
        simulation.send(.tick)
        for _ in 0..<20 { simulation.answerOne() }
        let stopped = simulation.walk.count
        #expect(stopped > 1 && stopped < 51)
        simulation.holdsAnswers = false
        simulation.restart()
        simulation.send(.tick)
        #expect(simulation.tip == ids[49])
        // While the node is down, the chain is reorganised.
        simulation.restart()
        simulation.sources[0].tip = branch[4]
        simulation.send(.tick)
        #expect(simulation.tip == branch[4])
        #expect(simulation.faults == [])
    }
}
