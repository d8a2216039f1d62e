/// Something that happened on a chain or to a feed, in the words of the vocabulary. An immutable value.
public struct Event: Hashable, Sendable {
    public let type: EventType.Index
    public let position: Position
    /// The block that carries the event, as its chain prints the hash; for events of the node the digest of the input.
    public let block: Digest32
    /// What the event is about, independent of the block that carries it: the transaction id for events of a
    /// transaction, the block hash for events of a block, the digest of the input for events of the node. Together with
    /// type and index it names the act, so that the same act on another branch is the same act.
    public let origin: Digest32
    /// Business or header time, where the event has one that differs from rule time.
    public let time: Timestamp
    /// Values in the slots of the type's payload. May be shorter than the payload: what is missing is absent.
    public let fields: [FieldValue]
    /// ISO 3166-1 alpha-2 of the place whose rules apply; empty when the event does not say.
    public let jurisdiction: String

    public init(
        type: EventType.Index, position: Position, block: Digest32, origin: Digest32, time: Timestamp,
        fields: [FieldValue], jurisdiction: String = ""
    ) {
        self.type = type
        self.position = position
        self.block = block
        self.origin = origin
        self.time = time
        self.fields = fields
        self.jurisdiction = jurisdiction
    }

    /// The first 64 slots that have a value, a bit each.
    public var presentSlots: UInt64 {
        var slots: UInt64 = 0
        for slot in 0..<min(fields.count, 64) {
            if case .absent = fields[slot] { continue }
            slots |= 1 << UInt64(slot)
        }
        return slots
    }

    /// The value in a slot; `absent` beyond the stored ones.
    public subscript(slot: Int) -> FieldValue {
        slot < fields.count ? fields[slot] : .absent
    }
}
