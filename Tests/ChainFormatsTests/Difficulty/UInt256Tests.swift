import ChainFormats
import Testing

@Suite struct UInt256Tests {
    @Test(arguments: [
        ("0", "1", "0"), ("1", "1", "1"),
        ("ffffffffffffffffffffffffffffffffffffffff", "ffff", "1000100010001000100010001000100010001"),
        (
            "8000000000000000000000000000000000000000000000000000000000000000", "3",
            "2aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        ),
        (
            "123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0", "fedcba9876543210fedcba9876543210f",
            "1249249249249237ec687d6343eb1a2"
        ),
    ])
    func divides(_ dividend: String, _ divisor: String, _ quotient: String) throws {
        let a = try #require(UInt256(hex: dividend))
        let b = try #require(UInt256(hex: divisor))
        #expect((a / b).hex == (try #require(UInt256(hex: quotient))).hex)
    }

    @Test func shiftsAcrossTheMiddle() throws {
        let one = UInt256(1)
        #expect((one << 128).hex == String(repeating: "0", count: 31) + "1" + String(repeating: "0", count: 32))
        #expect(((one << 255) >> 255) == one)
        #expect(((one << 100) >> 99) == UInt256(2))
        #expect((one << 200).bitWidth == 201)
        #expect(UInt256.zero.bitWidth == 0)
    }

    @Test func arithmeticCarries() throws {
        let low = try #require(UInt256(hex: String(repeating: "f", count: 32)))
        #expect(low + UInt256(1) == UInt256(1) << 128)
        #expect((UInt256(1) << 128) &- UInt256(1) == low)
        #expect(UInt256.max + UInt256(1) == .max)
        #expect(UInt256.max.addingReportingOverflow(UInt256(1)).overflow)
        #expect((low &* 16).hex == String(repeating: "0", count: 31) + String(repeating: "f", count: 32) + "0")
        #expect(UInt256(1) < UInt256(1) << 128)
        #expect(UInt256(hex: "") == nil)
        #expect(UInt256(hex: String(repeating: "0", count: 65)) == nil)
    }
}
