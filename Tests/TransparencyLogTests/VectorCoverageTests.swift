import Foundation
import Testing

/// Every folder of the vectors is used by a test, or an exception with its reason. A new folder makes this fail.
@Suite(.enabled(if: SharedVectors.arePresent, Comment(rawValue: SharedVectors.skipped)))
struct VectorCoverageTests {
    private static let used: [String: String] = [
        "cosignature-generated": "NoteVectorTests.generatedCosignatures; the ML-DSA-44 line is kept and skipped",
        "cosignature-sunlight": "NoteVectorTests.sunlight, TileVectorTests.sunlightMirror",
        "ed25519": "NoteVectorTests.rfc8032, wycheproof, edgeCasesArePinned",
        "rfc3161": "TimeStampVectorTests",
        "rfc6962-merkle": "RFC6962VectorTests, SubtreeProofTests",
        "signed-note": "NoteVectorTests.notes, checkpointsOfSumdb",
        "sm2-sm3": "SM2Tests.vectors",
        "tlog-tiles-tessera": "TileVectorTests.tessera",
        "witness-protocol": "WitnessTests.litewitnessSequence, WitnessServiceTests (ParticipantNodeTests)",
    ]

    private static let exceptions: [String: String] = [
        "cbor": "no format here is CBOR",
        "mldsa44":
            "neither libcrypto 3.0 nor swift-crypto offers ML-DSA-44: lines of type 0x06 are kept, never verified",
        "rfc8785-jcs": "canonical JSON belongs to SupervisionModel, whose tests run these",
    ]

    @Test func everyFolder() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: SharedVectors.folder.path).filter { name in
            var isDirectory: ObjCBool = false
            let path = SharedVectors.folder.appendingPathComponent(name).path
            return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
        }
        #expect(Set(folders) == Set(Self.used.keys).union(Self.exceptions.keys))
    }
}
