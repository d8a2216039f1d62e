import Foundation
import RulePacks
import SupervisionModel
import Testing

/// The vectors of `Docs/FINGERPRINTS.md`, which another implementation made.
@Suite struct FingerprintVectorTests {
    private static let vectors: [JSONValue] = {
        let page = PackPaths.repository.appendingPathComponent("Docs/FINGERPRINTS.md")
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix("{") }.compactMap {
            try? JSONParser.parse(Array($0.utf8), maximumBytes: 1 << 16)
        }
    }()

    private func fingerprint(_ vector: JSONValue) throws -> Fingerprint {
        let members = vector.object?.members.filter { !["canonical", "sha256"].contains($0.name) } ?? []
        let line = JSONObject(members.map { ($0.name, $0.value) }).encode()
        var file = FingerprintFile(path: "x")
        return try #require(try file.fingerprint(line))
    }

    @Test func everyVectorHolds() throws {
        #expect(Self.vectors.count == 14)
        for vector in Self.vectors {
            let fingerprint = try fingerprint(vector)
            #expect(String(decoding: fingerprint.canonicalBytes, as: UTF8.self) == vector["canonical"]?.string)
            #expect(fingerprint.digest.hex == vector["sha256"]?.string)
        }
    }

    @Test(arguments: [(0, 1), (3, 4), (7, 8), (10, 11)])
    func oneThingSpeltTwiceIsOne(_ first: Int, _ second: Int) throws {
        let vectors = Self.vectors
        try #require(vectors.count > second)
        #expect(vectors[first]["sha256"] == vectors[second]["sha256"])
        #expect(try fingerprint(vectors[first]) == fingerprint(vectors[second]))
    }

    @Test(arguments: [
        (
            #"{"kind":"recievable"}"#,
            "YR1011 x:1:1 kind cannot be \"recievable\"; allowed: invoice, receivable, asset; did you mean \"receivable\"?"
        ),
        (#"{"debtor":"A"}"#, "YR1009 x:1:1 a line needs the key \"kind\""),
        (
            #"{"kind":"receivable","debter":"A","creditor":"B","invoiceNumber":"1","amount":"1 CNY"}"#,
            "YR1008 x:1:1 unknown key \"debter\" in a line; did you mean \"debtor\"?"
        ),
        (
            #"{"kind":"receivable","creditor":"B","invoiceNumber":"1","amount":"1 CNY"}"#,
            "YR1508 x:1:1 no fingerprint: debtor is missing, and no number of a register stands in its place"
        ),
        (
            #"{"kind":"receivable","debtor":"A","creditor":"B","invoiceNumber":"1","amount":"1.234 CNY"}"#,
            "YR1502 x:1:1 \"1.234 CNY\" is not an amount such as 100 CNY or 12.5 BTC"
        ),
        (#"{"kind":"asset","registerNumber":7"#, "YR1022 x:1:35 not readable as JSON: the input ends inside a value"),
        ("[]", "YR1010 x:1:1 a line must be a mapping, found a sequence"),
    ])
    func saysWhatIsWrongWithALine(_ line: String, _ message: String) {
        var file = FingerprintFile(path: "x")
        let failure = #expect(throws: LoadFailure.self) { try file.fingerprint(Array(line.utf8)) }
        #expect(failure?.description == message)
    }

    @Test func linesAreIndependent() throws {
        var file = FingerprintFile(path: "x")
        #expect(throws: LoadFailure.self) { try file.fingerprint(Array("{".utf8)) }
        #expect(try file.fingerprint([]) == nil)
        let text = #"{"kind":"asset","type":"EQUIP","serial":"7"}"#
        #expect(try file.fingerprint(Array(text.utf8)) == .asset(type: "equip", serial: "7"))
    }
}
