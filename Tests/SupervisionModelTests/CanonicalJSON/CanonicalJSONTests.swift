import SupervisionModel
import Testing

@Suite struct CanonicalJSONTests {
    private func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONParser.parse(Array(text.utf8), maximumBytes: 1 << 20)
    }

    private func encoded(_ value: JSONValue) -> String {
        String(decoding: value.encode(), as: UTF8.self)
    }

    @Test(
        arguments: [
            (#"{"b":1,"a":2}"#, #"{"a":2,"b":1}"#),
            (#" { "a" : [ 1 , -2 , true , false ] } "#, #"{"a":[1,-2,true,false]}"#),
            (#"{"aa":1,"a":2,"":3,"A":4}"#, #"{"":3,"A":4,"a":2,"aa":1}"#),
            (#""\u0041\/\u20ac\ud83d\ude02""#, "\"A/€😂\""),
            (#""\b\t\n\f\r\"\\\u0000\u001f\u007f""#, "\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001f\u{7F}\""),
            ("9007199254740991", "9007199254740991"),
            ("-9007199254740991", "-9007199254740991"),
            ("0", "0"),
            ("[]", "[]"),
            ("{}", "{}"),
            // U+1F602 is D83D DE02 in UTF-16 and so comes before U+FB33, though not in UTF-8.
            (
                "{\"\u{FB33}\":1,\"\u{1F602}\":2,\"\u{D7FF}\":3,\"é\":4}",
                "{\"é\":4,\"\u{D7FF}\":3,\"\u{1F602}\":2,\"\u{FB33}\":1}"
            ),
            // Not normalised: A and a combining ring stay two characters.
            ("\"A\u{030A}\"", "\"A\u{030A}\""),
        ])
    func canonicalForm(input: String, output: String) throws {
        let value = try parse(input)
        #expect(Array(value.encode()) == Array(output.utf8))
        #expect(try parse(output) == value)
    }

    @Test(
        arguments: [
            ("", JSONError.Code.unexpectedEnd, 0),
            ("null", .nullNotAllowed, 0),
            ("[1,null]", .nullNotAllowed, 3),
            ("1.0", .notInteger, 1),
            ("1e3", .notInteger, 1),
            ("-0", .malformedInteger, 0),
            ("01", .malformedInteger, 0),
            ("-", .unexpectedEnd, 1),
            ("-a", .malformedInteger, 1),
            ("+1", .unexpectedByte, 0),
            ("9007199254740992", .integerOutOfRange, 0),
            ("[-9007199254740992]", .integerOutOfRange, 1),
            ("99999999999999999999999999999999", .integerOutOfRange, 0),
            (#"{"a":1,"a":2}"#, .duplicateName, 7),
            (#"{"b":1,"a":2,"b":3}"#, .duplicateName, 13),
            (#"{"b":1,"a":2,"a":3}"#, .duplicateName, 13),
            (#"{"a":1,}"#, .unexpectedByte, 7),
            ("[1,]", .unexpectedByte, 3),
            ("[1 2]", .unexpectedByte, 3),
            ("{1:2}", .unexpectedByte, 1),
            ("tru", .unexpectedEnd, 3),
            ("trUe", .unexpectedByte, 2),
            ("1 1", .trailingBytes, 2),
            ("\"a", .unexpectedEnd, 2),
            ("\"\n\"", .controlCharacter, 1),
            ("\"\\n\u{1}\"", .controlCharacter, 3),
            (#""\x""#, .malformedEscape, 1),
            (#""\u12g4""#, .malformedEscape, 5),
            (#""\ud800""#, .unpairedSurrogate, 1),
            (#""\ud800\u0041""#, .unpairedSurrogate, 1),
            (#""\udc00""#, .unpairedSurrogate, 1),
            ("\u{FEFF}1", .unexpectedByte, 0),
            ("NaN", .unexpectedByte, 0),
        ])
    func refused(input: String, code: JSONError.Code, offset: Int) {
        let error = #expect(throws: JSONError.self) { try parse(input) }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
    }

    @Test(
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        let input = Array("[\"ab".utf8) + bytes + Array("\"]".utf8)
        let error = #expect(throws: JSONError.self) { try JSONParser.parse(input, maximumBytes: 100) }
        #expect(error?.code == .invalidUTF8)
        #expect(error?.offset == 4)
    }

    @Test func limits() throws {
        let deep = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        _ = try parse(deep)
        let error = #expect(throws: JSONError.self) { try parse("[" + deep + "]") }
        #expect(error?.code == .tooDeep)
        #expect(error?.offset == 32)
        let long = #expect(throws: JSONError.self) { try JSONParser.parse(Array("[1]".utf8), maximumBytes: 2) }
        #expect(long?.code == .tooLong)
    }

    @Test(
        arguments: [
            (" 1", JSONError.Code.notCanonical, 0),
            ("{\"b\":1,\"a\":2}", .notCanonical, 2),
            (#""\u0041""#, .notCanonical, 1),
            (#""\/""#, .notCanonical, 1),
            (#""\u001F""#, .notCanonical, 6),
            ("{\"é\":1}", .nameNotASCII, 0),
            ("[1] ", .notCanonical, 3),
        ])
    func canonicalOnly(input: String, code: JSONError.Code, offset: Int) {
        let error = #expect(throws: JSONError.self) {
            try CanonicalJSON.decode(Array(input.utf8), maximumBytes: 1000)
        }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
    }

    @Test func profileOfValuesMadeInCode() {
        #expect(throws: JSONError.self) { try JSONValue.integer(.max).checkProfile() }
        #expect(throws: JSONError.self) { try (["é": 1] as JSONValue).checkProfile() }
        var deep: JSONValue = 1
        for _ in 0..<33 { deep = [deep] }
        #expect(throws: JSONError.self) { try deep.checkProfile() }
    }

    /// `String ==` calls the two spellings of Å equal; their bytes, and so their hashes in the ledger, differ.
    @Test func equalityIsOfBytes() {
        #expect(JSONValue.string("\u{C5}") != JSONValue.string("A\u{030A}"))
        var object: JSONObject = [:]
        object["\u{C5}"] = 1
        object["A\u{030A}"] = 2
        #expect(object.count == 2)
    }

    @Test func objectsKeepTheirOrder() {
        var object: JSONObject = [:]
        for name in ["m", "c", "x", "a", "n", "b"] { object[name] = .string(name) }
        object["c"] = 3
        object["x"] = nil
        #expect(object.members.map(\.name) == ["a", "b", "c", "m", "n"])
        #expect(object["c"] == 3)
        #expect(object["x"] == nil)
        #expect(encoded(.object(object)) == #"{"a":"a","b":"b","c":3,"m":"m","n":"n"}"#)
    }

    @Test func largeObjectInReverseOrder() throws {
        let names = (0..<5000).map { "n\(10_000 - $0)" }
        let text = "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        #expect(
            try parse(text).object?.members.map(\.name) == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    /// Values made from a seed come back from their bytes, and every single changed byte is refused or means
    /// something else.
    @Test(arguments: 0..<200)
    func roundTrip(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        let value = Self.makeValue(&random, depth: 0)
        let bytes = value.encode()
        #expect(try CanonicalJSON.decode(bytes, maximumBytes: 1 << 20) == value)
        for _ in 0..<20 where !bytes.isEmpty {
            var changed = bytes
            let index = Int(random.next() % UInt64(bytes.count))
            changed[index] ^= UInt8(truncatingIfNeeded: random.next() % 255 + 1)
            if let other = try? CanonicalJSON.decode(changed, maximumBytes: 1 << 20) { #expect(other != value) }
        }
    }

    private static func makeValue(_ random: inout SplitMix, depth: Int) -> JSONValue {
        switch random.next() % (depth > 3 ? 3 : 5) {
        case 0: return .integer(Int64(random.next() % 18_014_398_509_481_983) - 9_007_199_254_740_991)
        case 1: return .bool(random.next() % 2 == 0)
        case 2: return .string(makeString(&random))
        case 3: return .array((0..<random.next() % 5).map { _ in makeValue(&random, depth: depth + 1) })
        default:
            return .object(
                JSONObject(
                    (0..<random.next() % 6).map { _ in ("k\(random.next() % 20)", makeValue(&random, depth: depth + 1))
                    }))
        }
    }

    private static func makeString(_ random: inout SplitMix) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "\"", "\\", "\n", "\u{0}", "é", "中", "\u{1F602}", "\u{7F}", "/", "\u{030A}",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<random.next() % 12 { text.append(scalars[Int(random.next() % UInt64(scalars.count))]) }
        return String(text)
    }

    @Test(
        .enabled(if: JSONVectorFiles.arePresent, "skipped: no RFC 8785 vectors in ../shared (or YUSHI_SHARED)"),
        arguments: ["french", "structures", "unicode", "weird"])
    func rfc8785(name: String) throws {
        var input = try JSONVectorFiles.bytes("input/\(name).json")
        if name == "structures" {
            // The one fraction of that file: 56.0, which canonicalises to 56 and which the profile refuses.
            #expect(throws: JSONError.self) { try JSONParser.parse(input, maximumBytes: 1 << 20) }
            input = Array(String(decoding: input, as: UTF8.self).replacing("56.0", with: "56").utf8)
        }
        let value = try JSONParser.parse(input, maximumBytes: 1 << 20)
        #expect(value.encode() == (try JSONVectorFiles.bytes("output/\(name).json")))
    }

    @Test(
        .enabled(if: JSONVectorFiles.arePresent, "skipped: no RFC 8785 vectors in ../shared (or YUSHI_SHARED)"),
        arguments: [("arrays", JSONError.Code.nullNotAllowed), ("values", .notInteger)])
    func rfc8785OutsideTheProfile(name: String, code: JSONError.Code) throws {
        let input = try JSONVectorFiles.bytes("input/\(name).json")
        let error = #expect(throws: JSONError.self) { try JSONParser.parse(input, maximumBytes: 1 << 20) }
        #expect(error?.code == code)
    }
}

/// A generator with a printed seed, so that a failure can be repeated.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
