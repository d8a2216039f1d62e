import Foundation
import Simulation
import Testing

/// Credit codes have the check character of GB 32100-2015.
@Suite struct UnifiedCreditCodeTests {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

    /// The standard's formula with its own table of weights.
    static func isValid(_ code: String) -> Bool {
        let values = code.compactMap { alphabet.firstIndex(of: $0) }
        guard values.count == 18 else { return false }
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return values[17] == (31 - sum % 31) % 31
    }

    @Test func codesAreValidAndDiffer() {
        var random = SeededRandom(seed: 1, "codes")
        let codes = (0..<2_000).map { UnifiedCreditCode.make($0, random: &random) }
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { Self.isValid($0) })
        #expect(codes.allSatisfy { $0.dropFirst(2).prefix(6).allSatisfy(\.isNumber) })
    }

    @Test(.enabled(if: Repository.shared != nil, "set YUSHI_SHARED or place ../shared beside the repository"))
    func theFormulaAgreesWithKnownCodes() throws {
        let folder = try #require(Repository.shared)
        let file = folder.appendingPathComponent("data/identifiers/uscc-vectors.tsv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        for line in lines {
            let columns = line.split(separator: "\t")
            #expect(Self.isValid(String(columns[0])) == (columns[1] == "1"), "\(line)")
        }
    }

    @Test func numbersOfAStreamDoNotDependOnTheRun() {
        var random = SeededRandom(seed: 7, "stream", 1, 2)
        var other = SeededRandom(seed: 7, "stream", 2, 1)
        let first = (0..<3).map { _ in random.next() }
        #expect(first == [6_033_488_237_030_190_090, 4_741_803_141_673_818_614, 6_065_787_785_850_398_993])
        #expect(first != (0..<3).map { _ in other.next() })
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<7_000 { counts[random.below(7)] += 1 }
        #expect(counts.allSatisfy { (850...1_150).contains($0) })
        #expect((0..<1_000).allSatisfy { _ in (3...5).contains(random.between(3...5)) })
    }
}
