import ChainFormats
import Testing

@Suite struct DifficultyTests {
    struct Step: Sendable {
        let network: BitcoinNetwork
        let height: UInt64
        let start: UInt32
        let parentTime: UInt32
        let bits: UInt32
        let expected: UInt32
    }

    /// Real retargetings: Bitcoin blocks 32256, 2016, 68544, 46368 and Litecoin block 280224, which the projects' own
    /// tests use as well.
    static let steps: [Step] = [
        Step(
            network: .main, height: 32_256, start: 1_261_130_161, parentTime: 1_262_152_739, bits: 0x1d00_ffff,
            expected: 0x1d00_d86a),
        Step(
            network: .main, height: 2_016, start: 1_231_006_505, parentTime: 1_233_061_996, bits: 0x1d00_ffff,
            expected: 0x1d00_ffff),
        Step(
            network: .main, height: 68_544, start: 1_279_008_237, parentTime: 1_279_297_671, bits: 0x1c05_a3f4,
            expected: 0x1c01_68fd),
        Step(
            network: .main, height: 46_368, start: 1_263_163_443, parentTime: 1_269_211_443, bits: 0x1c38_7f6f,
            expected: 0x1d00_e1fd),
        Step(
            network: .litecoinMain, height: 280_224, start: 1_358_118_740, parentTime: 1_358_378_777,
            bits: 0x1c0a_c141, expected: 0x1c09_3f8d),
    ]

    @Test(arguments: steps)
    func retargets(_ step: Step) {
        let context = Difficulty.Context(
            height: step.height, time: step.parentTime + 600, parentBits: step.bits, parentTime: step.parentTime,
            periodStartTime: step.start)
        #expect(Difficulty.expected(context, network: step.network) == .exactly(step.expected))
        var bounds = context
        bounds.periodStartTime = nil
        let within = Difficulty.expected(bounds, network: step.network)
        #expect(within.allows(step.expected))
        #expect(!within.allows(0x1a00_ffff))
    }

    @Test func targetStaysBetweenRetargetings() {
        let context = Difficulty.Context(height: 2_017, time: 9_999, parentBits: 0x1b04_04cb, parentTime: 1)
        #expect(Difficulty.expected(context, network: .main) == .exactly(0x1b04_04cb))
        #expect(Difficulty.expected(context, network: .bsvMain) == .unknown)
        #expect(Difficulty.expected(context, network: .regtest) == .exactly(0x1b04_04cb))
    }

    @Test func testNetworkAllowsTheEasiestTargetAfterTwentyMinutes() {
        var context = Difficulty.Context(
            height: 2_017, time: 2_201, parentBits: 0x1d00_ffff, parentTime: 1_000, lastRegularBits: 0x1b04_04cb)
        #expect(Difficulty.expected(context, network: .test) == .exactly(0x1d00_ffff))
        context.time = 2_200
        #expect(Difficulty.expected(context, network: .test) == .exactly(0x1b04_04cb))
        context.lastRegularBits = nil
        #expect(Difficulty.expected(context, network: .test) == .unknown)
    }

    @Test func asksForTheRightStartOfThePeriod() {
        #expect(Difficulty.periodStartHeight(for: 4_032, network: .main) == 2_016)
        #expect(Difficulty.periodStartHeight(for: 4_032, network: .litecoinMain) == 2_015)
        #expect(Difficulty.periodStartHeight(for: 2_016, network: .litecoinMain) == 0)
        #expect(Difficulty.periodStartHeight(for: 2_017, network: .main) == nil)
        #expect(Difficulty.periodStartHeight(for: 0, network: .main) == nil)
        #expect(Difficulty.periodStartHeight(for: 2_016, network: .regtest) == nil)
    }

    @Test func medianIsTheUpperMiddle() {
        #expect(BlockTimes.median([5, 1, 3]) == 3)
        #expect(BlockTimes.median([4, 1, 3, 2]) == 3)
        #expect(BlockTimes.median(Array(0...20)) == 15)
        #expect(BlockTimes.median([] as [UInt32]) == nil)
        #expect(!BlockTimes.isAfterMedian(3, median: 3))
        #expect(BlockTimes.isNotTooFarAhead(7_300, now: 100))
        #expect(!BlockTimes.isNotTooFarAhead(7_301, now: 100))
        #expect(BlockTimes.isNotTooFarAhead(.max, now: .max))
    }
}
