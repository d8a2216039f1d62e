import CEL
import Testing

@Suite struct NumericConversionTests {
    @Test(
        arguments: [
            (1.9, 1), (-7.9, -7), (11.5, 11), (-0.0, 0), (36_028_797_018_963_968.0, 36_028_797_018_963_968),
            (9_223_372_036_854_774_784.0, 9_223_372_036_854_774_784),
            (-9_223_372_036_854_774_784.0, -9_223_372_036_854_774_784),
            (.leastNonzeroMagnitude, 0),
        ] as [(Double, Int64)])
    func intOfDouble(_ value: Double, _ expected: Int64) throws {
        #expect(try NumericConversion.int(value) == expected)
    }

    /// Both ends are excluded, the lower one although -2^63 would fit.
    @Test(
        arguments: [
            9_223_372_036_854_775_807.0, -9_223_372_036_854_775_808.0, 1e99, -1e99, .infinity, -.infinity, .nan,
        ] as [Double])
    func intOfDoubleOutOfRange(_ value: Double) {
        #expect(throws: NumberError.integerRange) { try NumericConversion.int(value) }
    }

    @Test(
        arguments: [(3.999, 3), (0.0, 0), (-0.0, 0), (18_446_744_073_709_549_568.0, 18_446_744_073_709_549_568)]
            as [(Double, UInt64)])
    func uintOfDouble(_ value: Double, _ expected: UInt64) throws {
        #expect(try NumericConversion.uint(value) == expected)
    }

    @Test(
        arguments: [-1.0, -0.1, -Double.leastNonzeroMagnitude, 18_446_744_073_709_551_616.0, 6.022e23, .nan, .infinity]
            as [Double])
    func uintOfDoubleOutOfRange(_ value: Double) {
        #expect(throws: NumberError.unsignedRange) { try NumericConversion.uint(value) }
    }

    @Test func betweenIntegers() throws {
        #expect(try NumericConversion.int(UInt64(Int64.max)) == .max)
        #expect(throws: NumberError.integerRange) { try NumericConversion.int(UInt64(Int64.max) + 1) }
        #expect(try NumericConversion.uint(Int64.max) == 9_223_372_036_854_775_807)
        #expect(throws: NumberError.unsignedRange) { try NumericConversion.uint(Int64(-1)) }
    }

    @Test(
        arguments: [
            ("0", 0), ("987", 987), ("-9223372036854775808", .min), ("+9223372036854775807", .max), ("-0", 0),
            ("007", 7),
        ] as [(String, Int64)])
    func intOfText(_ text: String, _ expected: Int64) throws {
        #expect(try NumericConversion.int(text: text) == expected)
    }

    @Test(arguments: [
        "", "-", "+", " 1", "1 ", "1_000", "1.0", "1e3", "0x10", "9223372036854775808", "-9223372036854775809", "١",
        "--1",
        "1\u{301}",
    ])
    func intOfBadText(_ text: String) {
        #expect(throws: NumberError.malformedInteger) { try NumericConversion.int(text: text) }
    }

    @Test func uintOfText() throws {
        #expect(try NumericConversion.uint(text: "18446744073709551615") == .max)
        for text in ["", "+1", "-0", "18446744073709551616", "1u", " 1"] {
            #expect(throws: NumberError.malformedUnsigned, "\(text)") { try NumericConversion.uint(text: text) }
        }
    }

    @Test(
        arguments: [
            ("0", 0.0), ("123", 123), ("6.02214e23", 6.02214e23), ("-84.32e7", -843_200_000), ("-5.43e-21", -5.43e-21),
            (".5", 0.5), ("5.", 5), ("+1E+2", 100), ("1e-400", 0), ("4.9e-324", .leastNonzeroMagnitude),
            ("Infinity", .infinity),
            ("-inf", -.infinity), ("+Inf", .infinity), ("1.7976931348623157e308", .greatestFiniteMagnitude),
            ("0.1", 0.1), ("9007199254740993", 9_007_199_254_740_992),
        ] as [(String, Double)])
    func doubleOfText(_ text: String, _ expected: Double) throws {
        #expect(try NumericConversion.double(text: text) == expected)
    }

    @Test func specialDoublesOfText() throws {
        #expect(try NumericConversion.double(text: "NaN").isNaN)
        #expect(try NumericConversion.double(text: "-0.0").sign == .minus)
    }

    @Test(arguments: [
        "", ".", "e5", "1e", "1e+", "0x1p3", "1_0", " 1", "1 ", "-nan", "+nan", "infinit", "1e309", "-1e999", "1..2",
        "--1", "1,5", "nan(1)", "١", "İnf",
    ])
    func doubleOfBadText(_ text: String) {
        #expect(throws: NumberError.malformedDouble) { try NumericConversion.double(text: text) }
    }

    @Test func doubleOfOverlongText() {
        let text = String(repeating: "1", count: 5000)
        #expect(throws: NumberError.malformedDouble) { try NumericConversion.double(text: text) }
    }

    @Test func boolOfText() throws {
        for text in ["1", "t", "T", "true", "TRUE", "True"] { #expect(try NumericConversion.bool(text: text)) }
        for text in ["0", "f", "F", "false", "FALSE", "False"] { #expect(try !NumericConversion.bool(text: text)) }
        for text in ["TrUe", "FaLsE", "", "yes", " true", "10"] {
            #expect(throws: NumberError.malformedBool, "\(text)") { try NumericConversion.bool(text: text) }
        }
    }
}
