import ChainFormats
import Observation
import SupervisionModel
import Testing

@Suite struct HeaderTreeTests {
    private static let now: Int64 = 1_800_000_000

    private func refusal(_ header: ChainHeader, in tree: inout HeaderTree, source: Int = 0) -> HeaderRefusal? {
        do throws(HeaderRefusal) {
            _ = try tree.insert(header, source: source, now: Self.now)
            return nil
        } catch {
            return error
        }
    }

    private func grown(_ count: Int, rules: any HeaderRules = SimulatedRules()) -> (
        SimulatedChain, [Digest32], HeaderTree
    ) {
        var chain = SimulatedChain()
        let ids = chain.make(count, on: chain.genesis)
        return (chain, ids, HeaderTree(cursor: chain.cursor(at: ids[count - 1]), rules: rules))
    }

    @Test func forkPathAndWork() throws {
        var (chain, ids, tree) = grown(30)
        let branch = chain.make(5, on: ids[19], bits: 150)
        for hash in branch { #expect(refusal(try #require(chain.headers[hash]), in: &tree) == nil) }
        let found = try #require(tree.branch(to: branch[4]))
        #expect(found.fork.header.hash == ids[19])
        #expect(found.fork.height == 20)
        #expect(found.path == branch)
        #expect(tree.place(of: branch[4])?.work == UInt256(100 * 21 + 150 * 5))
        #expect(tree.tip.header.hash == ids[29])
        #expect(tree.isAncestor(ids[5], of: branch[4]))
        #expect(!tree.isAncestor(ids[20], of: branch[4]))
        #expect(tree.commonAncestor(ids[29], branch[2]) == ids[19])
        #expect(tree.ancestor(of: branch[4], at: 22) == branch[1])
        #expect(tree.ancestor(of: branch[4], at: 99) == nil)
    }

    @Test("A locator goes back in growing steps to the oldest block known")
    func locator() {
        let (chain, ids, tree) = grown(40)
        let found = tree.locator(from: ids[39])
        #expect(found == [ids[39], ids[38], ids[36], ids[32], ids[24], ids[8], chain.genesis])
    }

    @Test func refusals() throws {
        var (chain, ids, tree) = grown(200)
        let parent = try #require(chain.headers[ids[199]])
        func header(_ number: UInt64, parent: Digest32, time: UInt32, bits: UInt32 = 100) -> ChainHeader {
            ChainHeader(hash: SimulatedChain.digest(1 << 40 + number), parent: parent, time: time, bits: bits)
        }
        #expect(refusal(header(1, parent: .zero, time: parent.time), in: &tree) == .unlinked)
        // The median of the last eleven is the sixth from the end.
        let median = try #require(chain.headers[ids[194]]).time
        #expect(refusal(header(2, parent: parent.hash, time: median), in: &tree) == .medianTime)
        #expect(refusal(header(3, parent: parent.hash, time: median + 1), in: &tree) == nil)
        #expect(refusal(header(4, parent: parent.hash, time: UInt32(Self.now) + 7_201), in: &tree) == .futureTime)
        #expect(refusal(header(5, parent: parent.hash, time: UInt32(Self.now) + 7_200), in: &tree) == nil)
        #expect(refusal(header(6, parent: parent.hash, time: parent.time, bits: 0), in: &tree) == .difficulty)
        // More than 144 blocks' worth of work behind the tip.
        #expect(refusal(header(7, parent: ids[53], time: parent.time), in: &tree) == .lowWork)
        #expect(refusal(header(8, parent: ids[56], time: parent.time), in: &tree) == nil)
    }

    @Test("Where no exact rule is known, a block needs a quarter of the mean work before it")
    func plausibility() throws {
        let (chain, ids, start) = grown(200, rules: SimulatedRules(allowsMinimumDifficulty: false))
        var tree = start
        let time = try #require(chain.headers[ids[199]]).time
        let easy = ChainHeader(hash: SimulatedChain.digest(1 << 41), parent: ids[199], time: time, bits: 24)
        #expect(refusal(easy, in: &tree) == .difficulty)
        // Quartering again and again does not get cheap either.
        var parent = ids[199]
        var taken = 0
        for step in 1...20 {
            let header = ChainHeader(
                hash: SimulatedChain.digest(1 << 42 + UInt64(step)), parent: parent, time: time, bits: UInt32(25 / step)
            )
            guard refusal(header, in: &tree) == nil else { break }
            parent = header.hash
            taken += 1
        }
        #expect(taken == 1)
    }

    @Test("A source cannot fill the memory")
    func sideBranches() throws {
        var chain = SimulatedChain()
        let ids = chain.make(20, on: chain.genesis)
        var limits = HeaderTree.Limits()
        limits.sidePerSource = 50
        var tree = HeaderTree(cursor: chain.cursor(at: ids[19]), rules: SimulatedRules(), limits: limits)
        let time = try #require(chain.headers[ids[19]]).time
        var refused = 0
        for number in 0..<500 {
            let header = ChainHeader(
                hash: SimulatedChain.digest(1 << 43 + UInt64(number)), parent: ids[19], time: time, bits: 100)
            if refusal(header, in: &tree, source: 1) == .sideBranches { refused += 1 }
        }
        #expect(refused == 450)
        #expect(tree.sideCount == 50)
        // Others are not touched by that.
        let other = ChainHeader(hash: SimulatedChain.digest(1 << 44), parent: ids[19], time: time, bits: 100)
        #expect(refusal(other, in: &tree, source: 2) == nil)
    }

    @Test("An anchor without headers: the first block is taken, times are checked from those given")
    func anchor() throws {
        var chain = SimulatedChain()
        let ids = chain.make(30, on: chain.genesis)
        let next = chain.make(on: ids[29])
        var tree = HeaderTree(cursor: chain.cursor(at: ids[29], headerCount: 0), rules: SimulatedRules())
        #expect(tree.tip.height == 30)
        let header = try #require(chain.headers[next])
        let median = try #require(chain.headers[ids[24]]).time
        let early = ChainHeader(hash: SimulatedChain.digest(1 << 45), parent: ids[29], time: median, bits: 100)
        #expect(refusal(early, in: &tree) == .medianTime)
        #expect(refusal(header, in: &tree) == nil)
        #expect(tree.place(of: next)?.height == 31)
    }

    @Test("Real rules: Bitcoin's main chain may change its target at multiples of 2016 only")
    func bitcoinRules() {
        let rules = BitcoinHeaderRules(network: .main)
        func header(_ bits: UInt32, _ time: UInt32) -> ChainHeader {
            ChainHeader(hash: .zero, parent: .zero, time: time, bits: bits)
        }
        let parent = header(0x1d00_ffff, 1_231_469_665)
        let between = rules.demand(for: header(0, 1_231_469_744), height: 2) { $0 == 1 ? parent : nil }
        #expect(between == .exactly(0x1d00_ffff))
        // Blocks 30240 (first of the period), 32255 (last) and 32256: the first change of all.
        let change = rules.demand(for: header(0, 1_262_153_464), height: 32_256) { height in
            switch height {
            case 32_255: header(0x1d00_ffff, 1_262_152_739)
            case 30_240: header(0x1d00_ffff, 1_261_130_161)
            default: nil
            }
        }
        #expect(change == .exactly(0x1d00_d86a))
    }
}
