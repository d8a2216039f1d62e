import Foundation
import SupervisionModel
import Testing

/// Check digits of USCC and LEI, and what they say of an event.
@Suite struct IdentifierCheckTests {
    @Test(
        arguments: [
            ("91350100M000100Y43", true), ("91350100M000100Y4Z", nil), ("91350100M000100Y44", false),
            ("91350211M0000XUF46", false), ("9131000063159284XQ", true), ("91350100M000100Y4", nil),
            ("91350100M000100Y433", nil), ("91350100m000100Y43", nil), ("913501O0M000100Y43", nil), ("", nil),
            ("91I50100M000100Y43", nil), ("000000000000000000", true), ("９1350100M000100Y4", nil),
        ] as [(String, Bool?)])
    func creditCodes(_ text: String, _ expected: Bool?) {
        #expect(UnifiedSocialCreditCode(text)?.hasValidCheck == expected)
    }

    @Test func aCreditCodeNamesItsRegion() {
        #expect(UnifiedSocialCreditCode("91350100M000100Y43")?.region == "350100")
    }

    @Test(
        arguments: [
            ("529900T8BM49AURSDO55", true), ("529900T8BM49AURSDO54", false), ("529900T8BM49AURSDO5", nil),
            ("529900t8bm49aursdo55", nil), ("529900T8BM49AURSD-55", nil), ("", nil),
        ] as [(String, Bool?)])
    func entityIdentifiers(_ text: String, _ expected: Bool?) {
        #expect(LegalEntityIdentifier(text)?.hasValidCheck == expected)
    }

    @Test(arguments: [
        (EntityRef.identifier(.uscc, "91350100M000100Y43"), []),
        (.identifier(.uscc, "91350100M000100Y44"), ["BAD_CHECKSUM"]), (.identifier(.uscc, "short"), ["BAD_CHECKSUM"]),
        (.identifier(.lei, "529900T8BM49AURSDO55"), []), (.identifier(.lei, "529900T8BM49AURSDO54"), ["BAD_CHECKSUM"]),
        (.identifier(.internal, "91350100M000100Y44"), []), (.identifier(.did, "did:web:a"), []),
    ])
    func aWrongCheckIsAMatterOfQuality(_ entity: EntityRef, _ names: [String]) {
        #expect(entity.quality.names == names)
    }

    @Test func anEventHasTheQualityOfItsWorstIdentifier() throws {
        let bad = FieldValue.entity(.identifier(.uscc, "91350100M000100Y44"))
        let good = FieldValue.entity(.identifier(.uscc, "91350100M000100Y43"))
        func quality(_ fields: [FieldValue]) throws -> EventQuality {
            let moment = Timestamp(milliseconds: 0)
            let position = Position(
                ruleTime: moment, chain: try #require(ChainID("a")), height: 1, transaction: 0, index: 0)
            return Event(
                type: BuiltInEvents.transfer, position: position, block: .zero, origin: .zero, time: moment,
                fields: fields
            ).identifierQuality
        }
        #expect(try quality([good, .absent, .string("91350100M000100Y44")]).isEmpty)
        #expect(try quality([good, bad]) == .badChecksum)
        #expect(try quality([.list([good, .record([.int(1), bad])])]) == .badChecksum)
    }

    @Test func bitsKeepTheirPlaces() {
        #expect(EventQuality.all.map(\.bit.rawValue) == [1, 2, 4, 8, 16, 32, 64])
        #expect(EventQuality(rawValue: 0b1000001).names == ["BAD_CHECKSUM", "SELF_DECLARED"])
    }
}

/// The vectors beside the repository.
@Suite(.enabled(if: IdentifierVectors.isPresent, "set YUSHI_SHARED or place ../shared beside the repository"))
struct IdentifierVectorTests {
    private static func rows(_ name: String) throws -> [(code: String, isValid: Bool)] {
        let text = try String(contentsOf: IdentifierVectors.folder.appendingPathComponent(name), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            return parts.count >= 2 ? (String(parts[0]), parts[1] == "1") : nil
        }
    }

    @Test func creditCodes() throws {
        let rows = try Self.rows("uscc-vectors.tsv")
        #expect(rows.count > 30)
        for row in rows {
            #expect((UnifiedSocialCreditCode(row.code)?.hasValidCheck ?? false) == row.isValid, "\(row.code)")
        }
    }

    @Test func entityIdentifiers() throws {
        let rows = try Self.rows("lei-vectors.tsv")
        #expect(rows.count > 30)
        for row in rows {
            #expect(LegalEntityIdentifier(row.code)?.hasValidCheck == row.isValid, "\(row.code)")
        }
    }
}

/// Where the vectors lie.
private enum IdentifierVectors {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["YUSHI_SHARED"] {
            return URL(fileURLWithPath: path).appendingPathComponent("data/identifiers")
        }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().appendingPathComponent("shared/data/identifiers")
    }()
    static let isPresent = FileManager.default.fileExists(atPath: folder.path)
}
