import ChainCrypto
import ChainFormats
import Foundation
import SupervisionModel
import Testing

@Suite struct FISCOTests {
    /// Headers made by other software after the chain's own rules, both kinds of cryptography.
    static let generated: [String] = {
        let text = try? String(contentsOfFile: SharedData.fixture("fisco-headers.jsonl"), encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init)
    }()

    @Test(arguments: 0..<6)
    func generatedHeadersVerify(_ index: Int) throws {
        try #require(Self.generated.count == 6)
        let text = Self.generated[index]
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let inspection = try Inspecting.json(text, .fisco)
        #expect(inspection.report.failure == nil)
        #expect("0x" + (inspection.hash?.hex ?? "") == object["hash"] as? String)
        let id = try #require(inspection.report.checks.first { $0.name == .blockID })
        #expect(id.detail.contains(index < 3 ? "Keccak-256 and secp256k1" : "SM3 and SM2"))
        #expect(inspection.report.checks.map(\.name).contains(.quorum))
        #expect(inspection.report.checks.map(\.name).contains(.transactionsRoot) == (object["transactions"] != nil))
    }

    /// A real header of 3.0.0-rc4: hash by that release's way of writing integers, both signatures by the sealers.
    @Test(.enabled(if: SharedData.isPresent)) func realHeader() throws {
        let path = try SharedData.path("fixtures/fisco/java-sdk_00_blockHeaderString_v4.json")
        let inspection = try #require(try Inspecting.file(path, .fisco).first)
        #expect(inspection.report.failure == nil)
        #expect(inspection.hash?.hex == "c3c038f6fdb78602dc82ad7dc7d7dd90816c767362ef0bc069c16d04b91dbfe7")
        #expect(inspection.height == 1)
        #expect(inspection.time == Timestamp(milliseconds: 1_654_587_389_123))
        let quorum = inspection.report.checks.first { $0.name == .quorum }
        #expect(quorum?.detail == "weight 2 of 2, needed 2")
    }

    /// Two headers of older candidates are refused, and the reports say in what they differ: of both the hash cannot be
    /// rebuilt; the first one's signature is over the stated hash, the second one's is by nobody listed.
    @Test(
        .enabled(if: SharedData.isPresent),
        arguments: [("java-sdk_02_blockString_v0", true), ("java-sdk_03_blockString_v0", false)])
    func realHeadersThatAreRefused(_ name: String, _ isOverStated: Bool) throws {
        let inspection = try #require(
            try Inspecting.file(SharedData.path("fixtures/fisco/\(name).json"), .fisco).first)
        #expect(inspection.failures == ["blockID", "transactionsRoot", "seals"])
        let seals = inspection.report.checks.first { $0.name == .seals }
        #expect(seals?.detail.contains("over the stated one") == isOverStated)
    }

    @Test func sealersArePinned() throws {
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(Self.generated[0].utf8)) as? [String: Any])
        let sealers = try #require(object["sealerList"] as? [String]).compactMap { HexDigits.decode($0.dropFirst(2)) }
        #expect(try Inspecting.json(Self.generated[0], .fisco, validators: sealers.reversed()).report.verified)
        let fewer = Array(sealers.dropFirst())
        #expect(try Inspecting.json(Self.generated[0], .fisco, validators: fewer).failures == ["validators"])
    }

    /// What FISCO's own check does not look for: one sealer counted many times.
    @Test func repeatedAndMissingSignatures() throws {
        for text in [Self.generated[1], Self.generated[4]] {
            let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let seals = try #require(object["signatureList"] as? [[String: Any]])
            func failures(_ chosen: [Int]) throws -> [String] {
                var changed = object
                changed["signatureList"] = chosen.map { seals[$0] }
                return try Self.inspect(changed).failures
            }
            #expect(try failures([0, 1, 2]) == [])
            // Weights 1, 2 and 3 of 7: five are needed.
            #expect(try failures([1, 2]) == [])
            #expect(try failures([0, 2]) == ["quorum"])
            #expect(try failures([2, 2, 2]) == ["seals"])
            #expect(try failures([]) == ["quorum"])
        }
    }

    @Test func sealersListedTwiceAreRefused() throws {
        var object = try #require(
            JSONSerialization.jsonObject(with: Data(Self.generated[0].utf8)) as? [String: Any])
        var sealers = try #require(object["sealerList"] as? [String])
        sealers[0] = sealers[1]
        object["sealerList"] = sealers
        object["hash"] = nil
        #expect(try Self.inspect(object).failures.contains("validators"))
    }

    /// Every digit of every member that the hash covers, of the signatures and of the hash itself.
    @Test(arguments: 0..<6)
    func mutations(_ index: Int) throws {
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(Self.generated[index].utf8)) as? [String: Any])
        let original = try Inspecting.json(Self.generated[index], .fisco)
        var count = 0
        for name in object.keys.sorted() where name != "note" {
            for changed in Self.changes(of: object[name] as Any) {
                var mutated = object
                mutated[name] = changed
                let inspection = try Self.inspect(mutated)
                #expect(!inspection.report.verified || inspection.hash != original.hash, "\(name)")
                count += 1
            }
        }
        #expect(count > 40)
    }

    private static func inspect(_ object: [String: Any]) throws -> ChainInspection {
        let data = try JSONSerialization.data(withJSONObject: object)
        return try Inspecting.json(String(decoding: data, as: UTF8.self), .fisco)
    }

    /// Values that differ from a value in one digit or number, some places apart.
    private static func changes(of value: Any) -> [Any] {
        switch value {
        case let number as Int: return [number + 1]
        case let text as String:
            let digits = Array(text)
            return stride(from: digits.count - 1, to: 1, by: -29).map { place in
                var changed = digits
                changed[place] = changed[place] == "1" ? "2" : "1"
                return String(changed)
            }
        case let list as [Any]:
            return list.indices.flatMap { place in
                changes(of: list[place]).prefix(5).map { element in
                    var changed = list
                    changed[place] = element
                    return changed as Any
                }
            }
        case let members as [String: Any]:
            return members.keys.sorted().flatMap { name in
                changes(of: members[name] as Any).prefix(5).map { element in
                    var changed = members
                    changed[name] = element
                    return changed as Any
                }
            }
        default: return []
        }
    }

    @Test(arguments: [
        ("{}", "at number: nothing"), (#"{"parentInfo":[]}"#, "at version: nothing"),
        (#"{"result":{"number":-1}}"#, "at number: -1, expected a number from 0 to 2^64 − 1 [field.outOfRange]"),
    ])
    func wrongDocuments(_ text: String, _ detail: String) throws {
        let inspection = try Inspecting.json(text, .fisco)
        #expect(inspection.failures == ["structure"])
        #expect(
            inspection.report.failure?.detail.hasPrefix(detail) == true, "\(inspection.report.failure?.detail ?? "")")
        #expect(try Inspecting.raw([1, 2, 3], .fisco).failures == ["structure"])
    }
}
