import RuleEngine
public import SupervisionModel

/// An alert (预警线索) as it stands: what was found, in which revision, and what people have decided about it.
///
/// Kept as canonical JSON in the state, and shown to people as it is.
public struct AlertState: Hashable, Sendable {
    /// How far the chain's own finality carries the alert.
    public enum Finality: String, Hashable, Sendable {
        case provisional, final, retracted
    }

    public let id: Digest32
    public let incident: Digest32
    public let rule: String
    public let version: String
    /// `live`, `advisory` or `shadow`; shadow alerts never leave the node.
    public let mode: String
    /// Dimension of the integrity score that a finding counts in; empty for none.
    public let dimension: String
    public let confidencePpm: Int64
    public let subject: EntityRef
    /// Index of the record that raised it.
    public let raised: UInt64
    /// Index of the record that changed it last.
    public var changed: UInt64
    public var revision: Int64
    public var finality: Finality
    /// Severity, times, values, evidence, texts: what a revision replaces.
    public var content: JSONObject
    /// Rule time of the latest event, and the highest block on each chain, for finality.
    var last: Timestamp
    var heights: [ChainHeight]
    public var proposal: Decision?
    public var decision: Decision?

    /// Which exception mutes the alert: `{approver, author, exception, kind, until}`; `nil` when none does.
    public var muted: JSONObject? { content["muted"]?.object }

    static func muted(by exception: RuleException) -> JSONObject {
        [
            "approver": .string(exception.approver), "author": .string(exception.author),
            "exception": .string(exception.id), "kind": .string(exception.kind.rawValue),
            "until": .integer(exception.until.milliseconds),
        ]
    }

    /// What one or two people have said about an alert.
    public struct Decision: Hashable, Sendable {
        public let outcome: CaseDecision.Outcome
        public let revision: Int64
        public let proposedBy: String
        /// Public key of the proposer, hexadecimal.
        public let proposerKey: String
        public let approvedBy: String?
        public let note: String
        public let at: Timestamp

        public var json: JSONValue {
            var object: JSONObject = [
                "at": .integer(at.milliseconds), "note": .string(note), "outcome": .string(outcome.rawValue),
                "proposedBy": .string(proposedBy), "proposerKey": .string(proposerKey),
                "revision": .integer(revision),
            ]
            if let approvedBy { object.set("approvedBy", to: .string(approvedBy)) }
            return .object(object)
        }

        init(_ reader: JSONReader) throws(JSONReadError) {
            let text = try reader.string("outcome")
            guard let outcome = CaseDecision.Outcome(rawValue: text) else {
                throw try reader.member("outcome").invalid(expected: "a known outcome", found: text)
            }
            self.init(
                outcome: outcome, revision: try reader.integer("revision"),
                proposedBy: try reader.string("proposedBy"), proposerKey: try reader.string("proposerKey"),
                approvedBy: try reader.optionalString("approvedBy"), note: try reader.string("note"),
                at: Timestamp(milliseconds: try reader.integer("at")))
        }

        init(
            outcome: CaseDecision.Outcome, revision: Int64, proposedBy: String, proposerKey: String,
            approvedBy: String?, note: String, at: Timestamp
        ) {
            self.outcome = outcome
            self.revision = revision
            self.proposedBy = proposedBy
            self.proposerKey = proposerKey
            self.approvedBy = approvedBy
            self.note = note
            self.at = at
        }
    }
}
