import Foundation
import IntegrityScore
import Testing

@Suite struct DecayTests {
    /// The table again from its definition. Doubles have 53 bits, which is 23 more than the entries need; no entry lies
    /// so near to a half that they could not tell.
    @Test func tableIsItsDefinition() {
        #expect(Decay.powers.count == 64)
        for (index, power) in Decay.powers.enumerated() {
            #expect(power == Int64((exp2(-Double(index) / 64) * 1_073_741_824).rounded()))
        }
        #expect(Decay.powers[0] == Decay.one)
        #expect(zip(Decay.powers, Decay.powers.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test(
        arguments: [
            (0, 90, 1_073_741_824), (90, 90, 536_870_912), (180, 90, 268_435_456), (365, 365, 536_870_912),
            (1, 90, 1_073_741_824), (2, 90, 1_062_175_491), (45, 90, 759_250_125), (30 * 90, 90, 1), (31 * 90, 90, 0),
            (100_000_000, 90, 0), (-5, 90, 1_073_741_824),
        ] as [(Int64, Int64, Int64)])
    func factors(age: Int64, halfLife: Int64, factor: Int64) {
        #expect(Decay.factor(age: age, halfLife: halfLife) == factor)
    }

    @Test func neverRises() {
        for halfLife: Int64 in [1, 7, 90, 180, 365, 730] {
            var last = Decay.one
            for age in 0..<(32 * halfLife) {
                let factor = Decay.factor(age: age, halfLife: halfLife)
                #expect(factor <= last)
                last = factor
            }
            #expect(last == 0)
        }
    }
}
