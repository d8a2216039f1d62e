import CEL
import Testing

@Suite struct AmountTests {
    /// 2^256 - 1.
    private static let greatest = "115792089237316195423570985008687907853269984665640564039457584007913129639935"

    @Test(arguments: [
        ("0", "0", 0), ("12.5", "12.5", 1), ("12.50", "12.5", 1), ("0.0", "0", 0), ("007.100", "7.1", 1),
        ("10000000000000000000", "10000000000000000000", 0), ("18446744073709551616", "18446744073709551616", 0),
        ("0.000000000000000001", "0.000000000000000001", 18), (greatest, greatest, 0),
        ("1" + String(repeating: "0", count: 77), "1" + String(repeating: "0", count: 77), 0),
        ("0." + String(repeating: "0", count: 76) + "1", "0." + String(repeating: "0", count: 76) + "1", 77),
        ("1.5" + String(repeating: "0", count: 200), "1.5", 1), ("100.01", "100.01", 2), ("1000", "1000", 0),
        ("10000000000000000000000000000000000000000.1", "10000000000000000000000000000000000000000.1", 1),
        ("0.10000000000000000000000000000000000000001", "0.10000000000000000000000000000000000000001", 41),
    ])
    func canonicalText(_ text: String, _ canonical: String, _ scale: Int) throws {
        let amount = try Amount(text: text)
        #expect(amount.description == canonical)
        #expect(amount.scale == scale)
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "1_000", " 1", "1 ", "0x1", "1.2.3", "١", "1\u{301}", "1\0",
        String(repeating: "0", count: 257),
    ])
    func malformedText(_ text: String) {
        #expect(throws: AmountError.malformed) { try Amount(text: text) }
    }

    @Test(arguments: [
        "115792089237316195423570985008687907853269984665640564039457584007913129639936",
        "1" + String(repeating: "0", count: 78), "0." + String(repeating: "0", count: 77) + "1",
        "12." + String(repeating: "1", count: 77),
    ])
    func textTooLarge(_ text: String) {
        #expect(throws: AmountError.overflow) { try Amount(text: text) }
    }

    @Test func baseUnits() throws {
        #expect(Amount(baseUnits: 1_500_000, decimals: 6)?.description == "1.5")
        #expect(Amount(baseUnits: 0, decimals: 77) == .zero)
        #expect(Amount(baseUnits: 1, decimals: 78) == nil)
        #expect(Amount(baseUnits: 1, decimals: -1) == nil)
        #expect(Amount(bigEndianUnits: [UInt8](repeating: 0xFF, count: 32))?.description == Self.greatest)
        #expect(Amount(bigEndianUnits: [UInt8](repeating: 0xFF, count: 33)) == nil)
        #expect(Amount(bigEndianUnits: [1, 0] as [UInt8], decimals: 2)?.description == "2.56")
        #expect(Amount(bigEndianUnits: [] as [UInt8]) == .zero)
        #expect(Amount(exactly: -1) == nil)
        #expect(Amount(exactly: .max)?.exactUInt64 == 9_223_372_036_854_775_807)
        #expect(try Amount(text: "0.5").exactUInt64 == nil)
        #expect(try Amount(text: "18446744073709551616").exactUInt64 == nil)
    }

    @Test func equalNumbersAreEqualValues() throws {
        let spellings = try ["12.5", "12.50", "012.500"].map { try Amount(text: $0) }
        #expect(Set(spellings).count == 1)
        #expect(try Amount(text: "100") == Amount(100))
    }

    @Test(
        arguments: [
            ("1", "2", .less), ("1.1", "1.10", .equal), ("0.9", "1", .less), ("1.000000001", "1", .greater),
            (greatest, "0." + String(repeating: "9", count: 77), .greater),
            ("0." + String(repeating: "9", count: 77), "1", .less),
            (greatest, "0.5", .greater), ("0.5", greatest, .less), ("0", "0.0", .equal), ("0", "0.1", .less),
            ("18446744073709551616", "18446744073709551615.5", .greater),
        ] as [(String, String, NumericOrder)])
    func order(_ left: String, _ right: String, _ expected: NumericOrder) throws {
        let (left, right) = (try Amount(text: left), try Amount(text: right))
        #expect(left.order(right) == expected)
        #expect(right.order(left) == expected.reversed)
        #expect((left < right) == (expected == .less))
        #expect((left == right) == (expected == .equal))
    }

    @Test func orderAgainstIntegers() throws {
        let large = try Amount(text: "18446744073709551616")
        #expect(large.order(UInt64.max) == .greater)
        #expect(Amount.zero.order(Int64(-1)) == .greater)
        #expect(Amount.zero.order(Int64(0)) == .equal)
        #expect(try Amount(text: "0.5").order(Int64(1)) == .less)
        #expect(try Amount(text: "1.5").order(UInt64(1)) == .greater)
        #expect(try Amount(text: "0.5").order(Int64.min) == .greater)
        #expect(Amount(.max).order(UInt64.max) == .equal)
    }

    @Test(arguments: [
        ("1.5", "2.25", "3.75"), ("0.5", "0.5", "1"), ("0", "0.1", "0.1"),
        ("18446744073709551615", "1", "18446744073709551616"),
        ("340282366920938463463374607431768211455", "1", "340282366920938463463374607431768211456"),
        (
            "6277101735386680763835789423207666416102355444464034512895", "1",
            "6277101735386680763835789423207666416102355444464034512896"
        ),
        ("9.99", "0.01", "10"), (greatest, "0", greatest),
    ])
    func sumAndDifference(_ left: String, _ right: String, _ expected: String) throws {
        let (left, right, sum) = (try Amount(text: left), try Amount(text: right), try Amount(text: expected))
        #expect(try left.adding(right) == sum)
        #expect(try right.adding(left) == sum)
        #expect(try sum.subtracting(right) == left)
        #expect(try sum.subtracting(left) == right)
    }

    @Test func arithmeticErrors() throws {
        let greatest = try Amount(text: Self.greatest)
        let least = try Amount(text: "0." + String(repeating: "0", count: 76) + "1")
        #expect(throws: AmountError.overflow) { try greatest.adding(Amount(1)) }
        #expect(throws: AmountError.overflow) { try greatest.adding(least) }
        #expect(throws: AmountError.overflow) { try greatest.subtracting(least) }
        #expect(throws: AmountError.negative) { try Amount(1).subtracting(Amount(2)) }
        #expect(throws: AmountError.negative) { try least.subtracting(greatest) }
        #expect(throws: AmountError.negative) { try Amount(text: "1.5").subtracting(Amount(text: "1.51")) }
        #expect(throws: AmountError.overflow) { try greatest.multiplied(by: Int64(2)) }
        #expect(throws: AmountError.negative) { try Amount(1).multiplied(by: Int64(-1)) }
        #expect(try Amount.zero.multiplied(by: Int64.min) == .zero)
        #expect(try Amount(text: "0.25").multiplied(by: Int64(4)) == Amount(1))
        #expect(try Amount(10).multiplied(by: UInt64(1_000_000_000_000_000_000)).description == "10000000000000000000")
        #expect(try greatest.multiplied(by: UInt64(1)) == greatest)
        #expect(try greatest.multiplied(by: Int64(0)) == .zero)
    }

    /// Against school arithmetic on digit strings.
    @Test func agreesWithDigitStrings() throws {
        var generator = SplitMix(state: 20_260_101)
        for _ in 0..<2000 {
            let (left, right) = (generator.digits(upTo: 38), generator.digits(upTo: 38))
            let scale = Int(generator.next() % 20)
            let (leftAmount, rightAmount) = (try amount(left, scale), try amount(right, scale))
            #expect(try leftAmount.adding(rightAmount) == amount(DigitStrings.sum(left, right), scale))
            let factor = generator.next()
            let factorDigits = factor.description.utf8.map { $0 - 48 }
            #expect(try leftAmount.multiplied(by: factor) == amount(DigitStrings.product(left, factorDigits), scale))
        }
    }

    private func amount(_ digits: [UInt8], _ scale: Int) throws -> Amount {
        let padded = [UInt8](repeating: 0, count: max(0, scale + 1 - digits.count)) + digits
        var text = padded.map { String($0) }
        if scale > 0 { text.insert(".", at: text.count - scale) }
        return try Amount(text: text.joined())
    }
}

private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func digits(upTo limit: Int) -> [UInt8] {
        let count = 1 + Int(next() % UInt64(limit))
        return (0..<count).map { _ in UInt8(next() % 10) }
    }
}

private enum DigitStrings {
    static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var carry: UInt8 = 0
        for index in 0..<(max(left.count, right.count) + 1) {
            let leftDigit = index < left.count ? left[left.count - 1 - index] : 0
            let rightDigit = index < right.count ? right[right.count - 1 - index] : 0
            let total = leftDigit + rightDigit + carry
            result.append(total % 10)
            carry = total / 10
        }
        return result.reversed()
    }

    static func product(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var columns = [Int](repeating: 0, count: left.count + right.count)
        for (leftIndex, leftDigit) in left.reversed().enumerated() {
            for (rightIndex, rightDigit) in right.reversed().enumerated() {
                columns[leftIndex + rightIndex] += Int(leftDigit) * Int(rightDigit)
            }
        }
        for index in columns.indices.dropLast() {
            columns[index + 1] += columns[index] / 10
            columns[index] %= 10
        }
        return columns.reversed().map { UInt8($0) }
    }
}
