import ChainCrypto
import ChainFormats
import Foundation
import SupervisionModel
import Testing

/// The published vectors of the supervision protocol: what is right is verified, what is wrong fails by the check that its
/// line names.
@Suite struct EnvelopeVectorTests {
    struct Vector: Decodable, CustomTestStringConvertible {
        let file: String
        let publisher: String
        let validators: String
        let verified: Bool
        let fails: String?

        var testDescription: String { file }

        func bytes() throws -> [UInt8] {
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: SharedData.fixture("envelopes/" + file))))
        }
    }

    static func vectors() throws -> [Vector] {
        try String(contentsOfFile: SharedData.fixture("envelopes/vectors.jsonl"), encoding: .utf8)
            .split(separator: "\n").map { try JSONDecoder().decode(Vector.self, from: Data($0.utf8)) }
    }

    private static func inspect(_ vector: Vector, publisher: String? = nil) throws -> [ChainInspection] {
        let keys = try vector.validators.split(separator: ",").map { try #require(SigningKey($0)).bytes }
        let publisher = try #require(SigningKey(Substring(publisher ?? vector.publisher)))
        var inspector = try #require(
            ChainFormat.envelope.inspector(network: "main", validators: keys, publishers: [publisher]))
        return inspector.inspect(FormatDocument(raw: try vector.bytes())) + inspector.finish()
    }

    @Test func bothSchemesAreThere() throws {
        let vectors = try Self.vectors()
        #expect(vectors.count == 28)
        #expect(Set(vectors.compactMap(\.fails)).count == 9)
        #expect(vectors.count { $0.file.contains("sm2") } == 14)
    }

    @Test(arguments: try vectors())
    func saysWhatTheLineSays(_ vector: Vector) throws {
        let inspections = try Self.inspect(vector)
        let isVerified = inspections.allSatisfy(\.report.verified)
        #expect(isVerified == vector.verified)
        if let fails = vector.fails {
            #expect(inspections.contains { $0.report.checks.contains { !$0.ok && $0.name.rawValue == fails } })
        }
    }

    @Test(arguments: try vectors().filter(\.verified))
    func anotherPublisherIsNotBelieved(_ vector: Vector) throws {
        let other = try #require(try Self.vectors().first { $0.file.contains("sm2") != vector.file.contains("sm2") })
        let inspections = try Self.inspect(vector, publisher: other.publisher)
        #expect(!inspections.contains { $0.report.verified })
    }

    /// No bit of an envelope may change unnoticed.
    @Test(arguments: try vectors().filter { $0.verified && $0.file.hasPrefix("block") })
    func everyBitCounts(_ vector: Vector) throws {
        let keys = try vector.validators.split(separator: ",").map { try #require(SigningKey($0)).bytes }
        let publisher = try #require(SigningKey(Substring(vector.publisher)))
        let bytes = try vector.bytes()
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[place] ^= 1 << UInt8(place % 8)
            var inspector = try #require(
                ChainFormat.envelope.inspector(network: "main", validators: keys, publishers: [publisher]))
            let inspections = inspector.inspect(FormatDocument(raw: changed)) + inspector.finish()
            let isVerified = inspections.allSatisfy(\.report.verified)
            #expect(!isVerified, "byte \(place)")
        }
    }
}
