import CEL
import Testing

/// A stand-in for the evaluator's value type.
indirect enum Sample: FormatOperand, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case timestamp(String)
    case duration(String)
    case type(String)
    case list([Sample])
    case map([(Sample, Sample)])
    case amount(String)
    case object(String)

    var formatShape: FormatShape<Sample> {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .uint(let value): .uint(value)
        case .double(let value): .double(value)
        case .string(let value): .string(value)
        case .bytes(let value): .bytes(value)
        case .timestamp(let text): (try? CELTimestamp(text: text)).map { .timestamp($0) } ?? .null
        case .duration(let text): (try? CELDuration(text: text)).map { .duration($0) } ?? .null
        case .type(let name): .type(name)
        case .list(let elements): .list(elements)
        case .map(let entries): .map(entries.map { (key: $0.0, value: $0.1) })
        case .amount(let text): .text(text, typeName: "amount")
        case .object(let name): .unsupported(typeName: name)
        }
    }
}

@Suite struct FormatEngineTests {
    @Test(
        arguments: [
            ("no substitution", [], "no substitution"), ("%% and also %%", [], "% and also %"),
            ("%%%s", [.string("x")], "%x"), ("%d %s, %d", [.int(1), .string("A"), .int(-4)], "1 A, -4"),
            ("%.3f", [.double(1.2345)], "1.234"), ("%b", [.int(5)], "101"), ("%b", [.int(-5)], "-101"),
            ("%b", [.uint(64)], "1000000"),
            ("%b", [.bool(true)], "1"), ("%b", [.bool(false)], "0"), ("%o", [.int(11)], "13"),
            ("%o", [.uint(65535)], "177777"),
            ("%x|%X", [.int(30), .int(30)], "1e|1E"), ("%x", [.int(-255)], "-ff"),
            ("%x", [.int(.min)], "-8000000000000000"),
            ("%X", [.uint(6000)], "1770"), ("%x", [.string("Hello world!")], "48656c6c6f20776f726c6421"),
            ("%X", [.string("é\n")], "C3A90A"), ("%x", [.bytes([0, 0xAB])], "00ab"),
            ("%.6e", [.double(1052.032911275)], "1.052033e+03"),
            ("%f", [.double(2.71828)], "2.718280"), ("%f", [.uint(3)], "3.000000"), ("%e", [.int(2)], "2.000000e+00"),
            ("%e", [.double(.infinity)], "Infinity"), ("%d", [.double(.nan)], "NaN"),
            ("%d", [.double(-.infinity)], "-Infinity"),
            ("%d", [.double(1.5)], "1.5"), ("%f", [.double(.nan)], "NaN"), ("%s", [.null], "null"),
            ("%s", [.int(999_999_999_999)], "999999999999"),
            ("%s", [.bytes(Array("xyz".utf8))], "xyz"), ("%s", [.type("string")], "string"),
            ("%s", [.timestamp("2023-02-03T23:31:20+00:00")], "2023-02-03T23:31:20Z"),
            ("%s", [.duration("1h45m47s")], "6347s"),
            (
                "%s",
                [
                    .list([
                        .string("abc"), .double(3.14), .null, .list([.int(9), .int(8)]),
                        .timestamp("2023-02-03T23:31:20Z"),
                    ])
                ],
                "[abc, 3.14, null, [9, 8], 2023-02-03T23:31:20Z]"
            ),
            (
                "%s",
                [
                    .map([
                        (.string("key5"), .null), (.string("key1"), .bytes(Array("xyz".utf8))),
                        (.string("key2"), .duration("2h")),
                    ])
                ],
                "{key1: xyz, key2: 7200s, key5: null}"
            ),
            (
                "%s",
                [.map([(.string("strKey"), .string("x")), (.int(6), .duration("422s")), (.bool(true), .int(42))])],
                "{6: 422s, strKey: x, true: 42}"
            ),
            ("%s", [.list([])], "[]"), ("%s", [.map([])], "{}"),
            ("%s, %s", [.bool(true), .bool(false)], "true, false"),
            ("%s", [.double(1e21)], "1000000000000000000000"), ("%.0f", [.double(1.5)], "2"),
            ("%s", [.amount("12.5")], "12.5"),
            ("%s", [.string("x"), .string("ignored")], "x"), ("é%s😀", [.string("é")], "éé😀"),
            ("%s", [.string("%d")], "%d"),
            ("%.100f", [.double(0.5)], "0.5" + String(repeating: "0", count: 99)), ("%.03f", [.double(1)], "1.000"),
            ("%.2s", [.string("abc")], "abc"),
        ] as [(String, [Sample], String)])
    func results(_ template: String, _ arguments: [Sample], _ expected: String) throws {
        #expect(UTF8Text.equal(try FormatEngine.format(template, arguments), expected))
    }

    @Test(
        arguments: [
            ("%a", [.int(1)], .unknownClause("a")), ("%E", [.double(0.5)], .unknownClause("E")),
            ("%é", [.int(1)], .unknownClause("é")),
            ("%d %d %d", [.int(0), .int(1)], .argumentOutOfRange(2)), ("%s", [], .argumentOutOfRange(0)),
            ("%a", [], .argumentOutOfRange(0)),
            ("%", [], .unexpectedEnd), ("abc%", [.int(1)], .unexpectedEnd),
            ("%.3", [.double(1)], .unterminatedPrecision),
            ("%.", [.double(1)], .unterminatedPrecision), ("%.f", [.double(1)], .badPrecision),
            ("%.-1f", [.double(1)], .badPrecision),
            ("%.101f", [.double(1)], .badPrecision), ("%.99999999999999999999999f", [.double(1)], .badPrecision),
            ("%3f", [.double(1)], .unknownClause("3")),
            ("%b", [.string("abc")], .typeMismatch(.binary, typeName: "string")),
            ("%b", [.double(1)], .typeMismatch(.binary, typeName: "double")),
            ("%d", [.duration("30m2s")], .typeMismatch(.decimal, typeName: "google.protobuf.Duration")),
            ("%d", [.string("1")], .typeMismatch(.decimal, typeName: "string")),
            ("%d", [.bool(true)], .typeMismatch(.decimal, typeName: "bool")),
            ("%o", [.string("a")], .typeMismatch(.octal, typeName: "string")),
            ("%x", [.double(0.5)], .typeMismatch(.lowerHex, typeName: "double")),
            ("%X", [.null], .typeMismatch(.upperHex, typeName: "null_type")),
            ("%e", [.null], .typeMismatch(.scientific, typeName: "null_type")),
            ("%f", [.string("1.0")], .typeMismatch(.fixed, typeName: "string")),
            ("%s", [.object("a.B")], .typeMismatch(.string, typeName: "a.B")),
            ("%s", [.list([.int(1), .object("a.B")])], .typeMismatch(.string, typeName: "a.B")),
            ("%s", [.map([(.int(1), .object("a.B"))])], .typeMismatch(.string, typeName: "a.B")),
            ("%d", [.amount("1")], .typeMismatch(.decimal, typeName: "amount")),
        ] as [(String, [Sample], FormatError)])
    func errors(_ template: String, _ arguments: [Sample], _ expected: FormatError) {
        #expect(throws: expected) { try FormatEngine.format(template, arguments) }
    }

    @Test func messagesHaveTheWordingOfTheSuite() {
        #expect(
            FormatError.unknownClause("a").message
                == #"could not parse formatting clause: unrecognized formatting clause "a""#)
        #expect(FormatError.argumentOutOfRange(2).message == "index 2 out of range")
        #expect(
            FormatError.typeMismatch(.binary, typeName: "string").message
                == "error during formatting: only integers and bools can be formatted as binary, was given string")
    }

    @Test func limits() throws {
        var deep = Sample.int(1)
        for _ in 0..<FormatEngine.maximumDepth { deep = .list([deep]) }
        #expect(try FormatEngine.format("%s", [deep]).utf8.count == 2 * FormatEngine.maximumDepth + 1)
        #expect(throws: FormatError.tooDeep) { try FormatEngine.format("%s", [Sample.list([deep])]) }
        #expect(try FormatEngine.format("%s!", [Sample.string("abc")], maximumBytes: 4) == "abc!")
        #expect(throws: FormatError.resultTooLarge) {
            try FormatEngine.format("%s!", [Sample.string("abc")], maximumBytes: 3)
        }
        #expect(throws: FormatError.resultTooLarge) {
            try FormatEngine.format("%x", [Sample.string("abc")], maximumBytes: 5)
        }
        #expect(throws: FormatError.resultTooLarge) {
            try FormatEngine.format("%s", [Sample.map([(.string("abcdef"), .null)])], maximumBytes: 5)
        }
    }

    @Test func templateKnowsItsArguments() throws {
        #expect(FormatTemplate("%s %% %.2f").clauseCount == 2)
        #expect(throws: Never.self) { try FormatTemplate("%s").validate() }
        #expect(throws: FormatError.unknownClause("q")) { try FormatTemplate("%s %q").validate() }
    }
}
