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
        func text(_ name: String) -> String? { vector[name]?.string }
        var amount: Money?
        if let value = vector["amount"] {
            let minor = try #require(value["minor"]?.string.flatMap { Int128($0) })
            amount = Money(minor: minor, currency: try #require(value["currency"]?.string))
        }
        switch text("kind") {
        case "invoice":
            return try .invoice(
                electronicNumber: text("electronicNumber"), code: text("code"), number: text("number"),
                seller: text("seller"), buyer: text("buyer"), amount: amount)
        case "receivable":
            return try .receivable(
                registerNumber: text("registerNumber"), debtor: text("debtor"), creditor: text("creditor"),
                invoiceNumber: text("invoiceNumber"), amount: amount)
        default:
            return try .asset(
                registerNumber: text("registerNumber"), type: text("type"), serial: text("serial"),
                description: text("description"))
        }
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
}
