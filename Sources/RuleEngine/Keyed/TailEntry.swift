public import SupervisionModel

/// An event in the tail of a key, and which of the rule's triggers it is.
public struct TailEntry: Sendable {
    public let event: KeptEvent
    /// Index of the trigger; one more than the last for the event whose absence the rule watches for.
    public let role: UInt8
    /// Rows of lists and tables that let the event in.
    public let hits: [ListHit]

    public init(event: KeptEvent, role: UInt8, hits: [ListHit] = []) {
        self.event = event
        self.role = role
        self.hits = hits
    }

    public var position: Position { event.position }
    public var identity: EventIdentity { event.identity }
    public var evidence: EvidenceRef { EvidenceRef(event.event) }

    /// Order within a key: by position; of one event that is two triggers, the first trigger first.
    static func precedes(_ left: TailEntry, _ right: TailEntry) -> Bool {
        let (earlier, later) = (left.event.event.position, right.event.event.position)
        if earlier.ruleTime != later.ruleTime { return earlier.ruleTime < later.ruleTime }
        if earlier != later { return earlier < later }
        if left.role != right.role { return left.role < right.role }
        let (first, second) = (left.event.event, right.event.event)
        if first.origin != second.origin { return first.origin.bytes.lexicographicallyPrecedes(second.origin.bytes) }
        return left.event.typeName.utf8.lexicographicallyPrecedes(right.event.typeName.utf8)
    }

    /// Whether it is the same act in the same place.
    public func isSame(as other: TailEntry) -> Bool {
        !TailEntry.precedes(self, other) && !TailEntry.precedes(other, self)
    }

    /// - Parameter slots: the fields that the rule reads of this trigger, ascending.
    public func encode(slots: [Int]) -> [UInt8] {
        var writer = ByteWriter(reserving: 192)
        writer.write(byte: role)
        event.write(to: &writer, slots: slots)
        writer.write(UInt64(hits.count))
        for hit in hits { hit.write(to: &writer) }
        return writer.bytes
    }

    public init(decoding bytes: [UInt8]) throws(StateDecodingError) {
        var reader = ByteReader(bytes)
        let role = try reader.byte()
        let event = try KeptEvent(from: &reader)
        var hits: [ListHit] = []
        for _ in 0..<(try reader.count()) { hits.append(try ListHit(from: &reader)) }
        self.init(event: event, role: role, hits: hits)
    }

    /// For `KeyState.checksum`: it finds tails that differ by fault.
    var checksum: UInt64 { (event.checksum ^ UInt64(role)) &* 0x0000_0100_0000_01B3 }

    /// Bytes that sort as entries do, unique within a key.
    public var sortKey: [UInt8] {
        var writer = ByteWriter(reserving: 80)
        writer.writeOrdered(position.ruleTime.milliseconds)
        writer.writeRaw(position.chain.text.utf8)
        writer.write(byte: 0)
        writer.writeOrdered(position.height)
        writer.writeOrdered(UInt64(position.transaction) << 32 | UInt64(position.index))
        writer.write(byte: role)
        writer.write(event.event.origin)
        writer.writeRaw(event.typeName.utf8)
        return writer.bytes
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
