import CEL
import Testing

@Suite struct DoubleTextTests {
    /// Expected texts are those of Go's `strconv.FormatFloat(v, 'g', -1, 64)` and `(v, 'f', -1, 64)`.
    @Test(
        arguments: [
            (0, "0", "0"), (-0.0, "-0", "-0"), (1, "1", "1"), (-0.0045, "-0.0045", "-0.0045"),
            (123.456, "123.456", "123.456"),
            (123_456, "123456", "123456"), (999_999, "999999", "999999"), (1_000_000, "1e+06", "1000000"),
            (1_234_567, "1.234567e+06", "1234567"), (123_456_789, "1.23456789e+08", "123456789"),
            (0.0001, "0.0001", "0.0001"),
            (0.00001, "1e-05", "0.00001"), (0.000012345, "1.2345e-05", "0.000012345"),
            (999_999.5, "999999.5", "999999.5"),
            (1e21, "1e+21", "1000000000000000000000"), (1e-7, "1e-07", "0.0000001"),
            (1e100, "1e+100", "1" + String(repeating: "0", count: 100)),
            (.leastNonzeroMagnitude, "5e-324", "0." + String(repeating: "0", count: 323) + "5"), (.nan, "NaN", "NaN"),
            (.infinity, "+Inf", "Infinity"), (-.infinity, "-Inf", "-Infinity"),
            (0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"),
            (9_007_199_254_740_992, "9.007199254740992e+15", "9007199254740992"), (100, "100", "100"),
            (2.5, "2.5", "2.5"),
            (
                .greatestFiniteMagnitude, "1.7976931348623157e+308",
                "17976931348623157" + String(repeating: "0", count: 292)
            ),
        ] as [(Double, String, String)])
    func shortest(_ value: Double, _ general: String, _ plain: String) {
        #expect(DoubleText.general(value) == general)
        #expect(DoubleText.plain(value) == plain)
    }

    /// Expected texts are those of C's `%.*f`.
    @Test(
        arguments: [
            (1.2345, 3, "1.234"), (2.71828, 6, "2.718280"), (3.5001, 0, "4"), (1.5, 0, "2"), (2.5, 0, "2"),
            (0.5, 0, "0"),
            (123.4999, 3, "123.500"), (-123.4994, 3, "-123.499"), (0.0004, 3, "0.000"), (0.0005, 3, "0.001"),
            (0.00049999, 3, "0.000"), (-0.0, 2, "-0.00"), (-0.001, 2, "-0.00"), (9.9999, 3, "10.000"), (0.99, 1, "1.0"),
            (1e22, 1, "10000000000000000000000.0"), (.leastNonzeroMagnitude, 3, "0.000"), (.infinity, 2, "Infinity"),
            (.nan, 0, "NaN"),
            (0.1, 20, "0.10000000000000000555"), (123_456_789.125, 2, "123456789.12"), (0.125, 2, "0.12"),
            (0.375, 2, "0.38"),
            (1e-10, 12, "0.000000000100"), (0, 0, "0"), (0.95, 1, "0.9"), (99.5, 0, "100"), (0.05, 0, "0"),
        ] as [(Double, Int, String)])
    func fixed(_ value: Double, _ precision: Int, _ expected: String) {
        #expect(DoubleText.fixed(value, precision: precision) == expected)
    }

    /// Expected texts are those of C's `%.*e`.
    @Test(
        arguments: [
            (1052.032911275, 6, "1.052033e+03"), (2.71828, 6, "2.718280e+00"), (0, 2, "0.00e+00"), (9.99, 1, "1.0e+01"),
            (1e100, 0, "1e+100"), (-1.5e-7, 3, "-1.500e-07"), (.leastNonzeroMagnitude, 4, "4.9407e-324"),
            (2.5, 0, "2e+00"), (3.5, 0, "4e+00"),
            (999_999.5, 5, "1.00000e+06"), (.infinity, 6, "Infinity"), (-.infinity, 6, "-Infinity"), (.nan, 1, "NaN"),
            (1, 100, "1." + String(repeating: "0", count: 100) + "e+00"),
        ] as [(Double, Int, String)])
    func scientific(_ value: Double, _ precision: Int, _ expected: String) {
        #expect(DoubleText.scientific(value, precision: precision) == expected)
    }

    /// Every layout of the shortest digits reads back as the same double.
    @Test func roundTrip() throws {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<5000 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            let value = Double(bitPattern: state)
            guard value.isFinite else { continue }
            #expect(try NumericConversion.double(text: DoubleText.general(value)) == value)
            #expect(try NumericConversion.double(text: DoubleText.plain(value)) == value)
            #expect(try NumericConversion.double(text: DoubleText.scientific(value, precision: 16)) == value)
        }
    }
}
