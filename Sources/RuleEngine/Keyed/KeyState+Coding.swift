import SupervisionModel

/// A key's state is stored as a head and one row an entry, so that an event that is appended writes its own row only.
extension KeyState {
    /// The head: carry, live alerts, and how many entries there are.
    public func encodeHead() -> [UInt8] {
        var writer = ByteWriter(reserving: 128)
        writer.write(settledThrough.milliseconds)
        writer.write(incompleteThrough.milliseconds)
        writer.write(machine.lastFired.map(\.milliseconds) ?? .min)
        writer.write(machine.lastEnded != nil)
        if let last = machine.lastEnded { EvidenceRef(position: last, block: .zero, origin: .zero).write(to: &writer) }
        writer.write(machine.open != nil)
        machine.open?.write(to: &writer)
        writer.write(UInt64(liveAlerts.count))
        for alert in liveAlerts { writer.write(alert) }
        writer.write(timer != nil)
        if let timer { writer.write(timer.milliseconds) }
        writer.write(checksum)
        writer.write(UInt64(entries.count))
        return writer.bytes
    }

    /// Reads a head, and the entries that belong to it.
    /// - Parameter entries: called with their number; their rows in ascending order.
    public init(
        decodingHead bytes: [UInt8], entries: (Int) throws -> [TailEntry]
    ) throws {
        var reader = ByteReader(bytes)
        self.init()
        settledThrough = Timestamp(milliseconds: try reader.signed())
        incompleteThrough = Timestamp(milliseconds: try reader.signed())
        let lastFired = try reader.signed()
        machine.lastFired = lastFired == .min ? nil : Timestamp(milliseconds: lastFired)
        if try reader.bool() { machine.lastEnded = try EvidenceRef(from: &reader).position }
        if try reader.bool() { machine.open = try OpenMatch(from: &reader) }
        for _ in 0..<(try reader.count()) { liveAlerts.append(try reader.digest()) }
        if try reader.bool() { timer = Timestamp(milliseconds: try reader.signed()) }
        let sum = try reader.unsigned()
        let count = try reader.unsigned()
        let rows = try entries(Int(clamping: count))
        guard rows.count == Int(clamping: count) else {
            throw StateDecodingError(
                offset: reader.offset, expected: "\(count) entries of the key, found \(rows.count)")
        }
        restore(rows)
        guard checksum == sum else {
            throw StateDecodingError(offset: reader.offset, expected: "entries that the head of the key goes with")
        }
    }
}

extension OpenMatch {
    func write(to writer: inout ByteWriter) {
        episode.write(to: &writer)
        writer.write(at.milliseconds)
        writer.write(subject.canonicalBytes)
        EvidenceRef(position: last, block: .zero, origin: .zero).write(to: &writer)
        writer.write(severity.rawValue)
        writer.write(UInt64(values.count))
        for value in values { value.write(to: &writer) }
        writer.write(UInt64(evidence.count))
        for reference in evidence { reference.write(to: &writer) }
        writer.write(evidenceCount)
        writer.write(UInt64(hits.count))
        for hit in hits { hit.write(to: &writer) }
        writer.write(byte: marks.rawValue)
    }

    init(from reader: inout ByteReader) throws(StateDecodingError) {
        let episode = try EventIdentity(from: &reader)
        let at = Timestamp(milliseconds: try reader.signed())
        let subject = try reader.entity()
        let last = try EvidenceRef(from: &reader).position
        guard let severity = Severity(rawValue: try reader.signed()) else {
            throw StateDecodingError(offset: reader.offset, expected: "a severity 1...4")
        }
        var values: [Scalar] = []
        for _ in 0..<(try reader.count()) { values.append(try Scalar(from: &reader)) }
        var evidence: [EvidenceRef] = []
        for _ in 0..<(try reader.count()) { evidence.append(try EvidenceRef(from: &reader)) }
        let evidenceCount = try reader.signed()
        var hits: [ListHit] = []
        for _ in 0..<(try reader.count()) { hits.append(try ListHit(from: &reader)) }
        self.init(
            episode: episode, at: at, subject: subject, last: last, severity: severity, values: values,
            evidence: evidence, evidenceCount: evidenceCount, hits: hits, marks: Marks(rawValue: try reader.byte()))
    }
}
