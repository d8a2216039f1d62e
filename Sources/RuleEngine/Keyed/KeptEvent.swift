public import SupervisionModel

/// What is kept of an event while a rule may still need it: where it stands, and the fields that rules read. Shared by
/// all rules that keep it; the event itself stays in the archive.
public final class KeptEvent: Sendable {
    /// Fields that no rule reads are absent.
    public let event: Event
    /// Name of its type, so that it means the same under another vocabulary.
    public let typeName: String

    public init(_ event: Event, typeName: String) {
        self.event = event
        self.typeName = typeName
    }

    public var position: Position { event.position }

    /// FNV-1a over the act and its place.
    var checksum: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x0000_0100_0000_01B3 }
        mix(UInt64(bitPattern: position.ruleTime.milliseconds))
        for byte in position.chain.text.utf8 { mix(UInt64(byte)) }
        mix(position.height)
        mix(UInt64(position.transaction) << 32 | UInt64(position.index))
        let origin = event.origin.bigEndianWords
        mix(origin.0)
        mix(origin.1)
        mix(origin.2)
        mix(origin.3)
        return hash
    }

    public var identity: EventIdentity {
        EventIdentity(type: typeName, origin: event.origin, index: event.position.index)
    }

    /// - Parameter slots: the fields to write, ascending.
    func write(to writer: inout ByteWriter, slots: [Int]) {
        EvidenceRef(event).write(to: &writer)
        writer.write(event.time.milliseconds)
        writer.write(typeName)
        writer.write(event.jurisdiction)
        let kept = slots.filter { event[$0] != .absent }
        writer.write(UInt64(kept.count))
        for slot in kept {
            writer.write(UInt64(slot))
            event[slot].write(to: &writer)
        }
    }

    convenience init(from reader: inout ByteReader) throws(StateDecodingError) {
        let evidence = try EvidenceRef(from: &reader)
        let time = Timestamp(milliseconds: try reader.signed())
        let typeName = try reader.string()
        let jurisdiction = try reader.string()
        var fields: [FieldValue] = []
        for _ in 0..<(try reader.count()) {
            let slot = try reader.unsigned()
            guard slot >= UInt64(fields.count), slot < 256 else {
                throw StateDecodingError(offset: reader.offset, expected: "ascending slots below 256")
            }
            while fields.count < Int(slot) { fields.append(.absent) }
            fields.append(try FieldValue(from: &reader))
        }
        self.init(
            Event(
                type: EventType.Index(.max), position: evidence.position, block: evidence.block,
                origin: evidence.origin, time: time, fields: fields, jurisdiction: jurisdiction),
            typeName: typeName)
    }
}
