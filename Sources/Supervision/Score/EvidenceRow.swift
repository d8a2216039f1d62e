import IntegrityScore
import SupervisionModel
import TransparencyLog

/// A piece of evidence as the state keeps it: one line of an evidence file (COMMANDS.md), under its subject and id.
struct EvidenceRow {
    let subject: EntityRef
    let id: String
    let json: JSONValue

    /// An obligation that the operator of a chain has met.
    init(obligationMet id: String, subject: EntityRef, day: Day, obligation: String, naming: any EntityNaming) {
        self.subject = subject
        self.id = id
        json = [
            "day": .string(day.text), "dimension": "CHN", "id": .string(id), "obligation": .string(obligation),
            "polarity": "positive", "rule": "blocks-on-time", "status": "active",
            "subject": .string(naming.text(of: subject)), "subjectType": "platform",
        ]
    }

    /// A finding of people about an alert. It counts with the severity and confidence that the alert has.
    init(finding id: String, alert: AlertState, day: Day, naming: any EntityNaming) {
        subject = alert.subject
        self.id = id
        json = [
            "confidencePpm": .integer(alert.confidencePpm), "day": .string(day.text),
            "dimension": .string(alert.dimension), "id": .string(id), "incident": .string(alert.incident.hex),
            "polarity": "negative", "rule": .string("\(alert.rule)@\(alert.version)"),
            "severity": alert.content["severity"] ?? "low", "status": "active",
            "subject": .string(naming.text(of: alert.subject)), "subjectType": "platform",
        ]
    }

    /// The root of the evidence a score was made of: an RFC 6962 tree of SHA-256 over stored rows, in the order of their
    /// ids. Whoever is shown a row and its path can check that it was among them.
    static func root(of rows: [[UInt8]]) -> Hash {
        let hasher = TreeHasher(.sha256)
        var leaves = rows.map { hasher.leaf($0) }
        return MerkleTree.root(consuming: &leaves, hasher: hasher)
    }

    /// - Throws: `.badContent` when the stored bytes are no evidence.
    static func read(_ bytes: [UInt8]) throws -> Evidence {
        do {
            return try Evidence.read(try CanonicalJSON.decode(bytes, maximumBytes: 64 * 1024)).evidence
        } catch {
            throw SupervisionError(.badContent, "stored evidence does not read: \(error)")
        }
    }
}
