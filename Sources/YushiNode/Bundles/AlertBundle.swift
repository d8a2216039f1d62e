import AuditLedger
import SupervisionModel
import TransparencyLog

/// An alert with everything that proves it, as one file (`Docs/EVIDENCE-BUNDLES.md`): canonical JSON of at most
/// `maximumByteCount` bytes, so that every byte is either checked or refused.
struct AlertBundle {
    static let format = "yushi-alert-bundle/1"
    static let maximumByteCount = 64 << 20

    /// What of the evidence a bundle does not carry, and why.
    struct Gap: Equatable {
        enum Reason: String, CaseIterable {
            /// The archive does not have the block.
            case notArchived
            /// The block is larger than a bundle carries.
            case tooLarge
        }

        let reference: JSONValue
        let reason: Reason
    }

    /// A recorded fact with the proof that it is in the ledger.
    struct Record {
        let proof: RecordProof

        var json: JSONValue {
            get throws(JSONError) {
                [
                    "proof": .string(String(decoding: proof.proof.encode(), as: UTF8.self)),
                    "record": try CanonicalJSON.decode(
                        proof.recordBytes, maximumBytes: LedgerLimits.maximumRecordByteCount),
                ]
            }
        }

        init(_ proof: RecordProof) { self.proof = proof }

        init(_ reader: JSONReader) throws {
            try reader.allowOnly(["proof", "record"])
            let record = try LedgerRecord(decoding: try reader.member("record").value.encode())
            proof = RecordProof(
                recordBytes: record.bytes,
                proof: try OfflineProof(parsing: Array(try reader.string("proof").utf8)))
        }
    }

    /// Bytes that the ledger names by their SHA-256.
    struct Content {
        let digest: Digest32
        let bytes: [UInt8]
    }

    /// An older head that was signed, and the proof that this ledger continues it.
    struct Earlier {
        let size: UInt64
        let root: Hash
        let hashes: [Hash]
    }

    var alert: Digest32
    /// Item proofs of every revision, in their order.
    var revisions: [ItemProof] = []
    /// What was in force: engine, configuration, pack, lists.
    var activations: [Record] = []
    var contents: [Content] = []
    var evidence: [BundledEvidence] = []
    var gaps: [Gap] = []
    var earlier: [Earlier] = []

    // MARK: Bytes

    func encode() throws -> [UInt8] {
        let value: JSONValue = [
            "activations": .array(try activations.map { try $0.json }), "alert": .string(alert.hex),
            "contents": .array(
                contents.map { ["base64": .string(Base64.encode($0.bytes)), "sha256": .string($0.digest.hex)] }),
            "earlier": .array(
                earlier.map {
                    [
                        "hashes": .array($0.hashes.map { .string($0.hex) }), "root": .string($0.root.hex),
                        "size": JSONValue($0.size),
                    ]
                }),
            "evidence": .array(try evidence.map { try $0.json }), "format": .string(AlertBundle.format),
            "notCarried": .array(
                gaps.map { ["reference": $0.reference, "why": .string($0.reason.rawValue)] }),
            "revisions": .array(
                try revisions.map {
                    try CanonicalJSON.decode(try $0.encode(), maximumBytes: ItemProof.maximumByteCount)
                }),
        ]
        return value.encode()
    }

    init(alert: Digest32) { self.alert = alert }

    /// Reads a file. Nothing is verified.
    init(decoding bytes: [UInt8]) throws {
        let reader = JSONReader(try CanonicalJSON.decode(bytes, maximumBytes: AlertBundle.maximumByteCount))
        try reader.allowOnly([
            "activations", "alert", "contents", "earlier", "evidence", "format", "notCarried", "revisions",
        ])
        let format = try reader.string("format")
        guard format.utf8.elementsEqual(AlertBundle.format.utf8) else {
            throw try reader.member("format").invalid(expected: AlertBundle.format, found: String(format.prefix(80)))
        }
        alert = try reader.digest("alert")
        revisions = try reader.array("revisions").map { try ItemProof(decoding: $0.value.encode()) }
        activations = try reader.array("activations").map { try Record($0) }
        contents = try reader.array("contents").map { content in
            try content.allowOnly(["base64", "sha256"])
            let text = try content.string("base64")
            guard let bytes = Base64.decode(Array(text.utf8)) else {
                throw try content.member("base64").invalid(expected: "canonical base 64", found: "other characters")
            }
            return Content(digest: try content.digest("sha256"), bytes: bytes)
        }
        evidence = try reader.array("evidence").map { try BundledEvidence($0) }
        gaps = try reader.array("notCarried").map { gap in
            try gap.allowOnly(["reference", "why"])
            let why = try gap.string("why")
            guard let reason = Gap.Reason(rawValue: why) else {
                throw try gap.member("why").invalid(
                    expected: Gap.Reason.allCases.map(\.rawValue).joined(separator: " or "), found: why)
            }
            return Gap(reference: try gap.member("reference").value, reason: reason)
        }
        earlier = try reader.array("earlier").map { head in
            try head.allowOnly(["hashes", "root", "size"])
            return Earlier(
                size: try head.unsigned("size"), root: try AlertBundle.hash(head.member("root")),
                hashes: try head.array("hashes").map { try AlertBundle.hash($0) })
        }
    }

    static func hash(_ reader: JSONReader) throws -> Hash {
        let text = try reader.asString()
        guard let hash = Hash(hex: text) else {
            throw reader.invalid(expected: "64 hexadecimal digits", found: String(text.prefix(80)))
        }
        return hash
    }
}
