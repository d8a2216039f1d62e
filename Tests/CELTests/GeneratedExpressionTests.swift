import CELConformance
import Testing

@Suite struct GeneratedExpressionTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func checkedAndParsedOnlyAgree(_ seed: UInt64) {
        #expect(CELFuzzing.generated(seed: seed, count: 500) == [])
    }

    /// Cuts and swaps in real expressions: nothing may crash.
    @Test func damagedExpressionsAreRefusedOrEvaluated() {
        var generator = ExpressionGenerator(seed: 99)
        var state: UInt64 = 12_345
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(bound, 1)
        }
        for _ in 0..<300 {
            var bytes = Array(generator.next().utf8)
            for _ in 0..<3 where !bytes.isEmpty {
                switch random(3) {
                case 0: bytes.remove(at: random(bytes.count))
                case 1: bytes[random(bytes.count)] = UInt8(random(256))
                default: bytes.insert(contentsOf: bytes.prefix(random(bytes.count)), at: random(bytes.count))
                }
            }
            CELFuzzing.expression(bytes)
        }
    }
}
