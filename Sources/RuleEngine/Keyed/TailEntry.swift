public import SupervisionModel

/// What a windowed rule keeps of one event: where it stands, and the values its aggregates need. The event itself stays
/// in the archive.
public struct TailEntry: Hashable, Sendable {
    public let evidence: EvidenceRef
    public let identity: EventIdentity
    /// 0 for the rule's own trigger, 1 for the event whose absence it watches for.
    public let role: UInt8
    public let subject: EntityRef?
    /// One per aggregate of the rule, in order.
    public let arguments: [Scalar]
    public let hits: [ListHit]

    public init(
        evidence: EvidenceRef, identity: EventIdentity, role: UInt8, subject: EntityRef?, arguments: [Scalar],
        hits: [ListHit]
    ) {
        self.evidence = evidence
        self.identity = identity
        self.role = role
        self.subject = subject
        self.arguments = arguments
        self.hits = hits
    }

    public var position: Position { evidence.position }

    public func write(to writer: inout ByteWriter) {
        evidence.write(to: &writer)
        identity.write(to: &writer)
        writer.write(byte: role)
        writer.write(subject?.canonicalBytes ?? [])
        writer.write(UInt64(arguments.count))
        for argument in arguments { argument.write(to: &writer) }
        writer.write(UInt64(hits.count))
        for hit in hits { hit.write(to: &writer) }
    }

    public init(from reader: inout ByteReader) throws(StateDecodingError) {
        let evidence = try EvidenceRef(from: &reader)
        let identity = try EventIdentity(from: &reader)
        let role = try reader.byte()
        let subjectBytes = try reader.array()
        var arguments: [Scalar] = []
        for _ in 0..<(try reader.count()) { arguments.append(try Scalar(from: &reader)) }
        var hits: [ListHit] = []
        for _ in 0..<(try reader.count()) { hits.append(try ListHit(from: &reader)) }
        self.init(
            evidence: evidence, identity: identity, role: role,
            subject: subjectBytes.isEmpty ? nil : EntityRef(canonicalBytes: subjectBytes), arguments: arguments,
            hits: hits)
    }
}

extension ListHit {
    public func write(to writer: inout ByteWriter) {
        writer.write(list)
        writer.write(version)
        writer.write(entry)
        writer.write(subject.canonicalBytes)
    }

    public init(from reader: inout ByteReader) throws(StateDecodingError) {
        self.init(
            list: try reader.string(), version: try reader.string(), entry: try reader.string(),
            subject: try reader.entity())
    }
}
