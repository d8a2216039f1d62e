/// The value of an event's field. `absent` is a value of its own: what a chain does not say stays unknown, never zero.
public enum FieldValue: Hashable, Sendable {
    case absent
    case bool(Bool)
    case int(Int64)
    case string(String)
    case digest(Digest32)
    case bytes([UInt8])
    case entity(EntityRef)
    case money(Money)
    case timestamp(Timestamp)
    case duration(Interval)
    case list([FieldValue])
    /// Values in the slots of the field's `RecordType`.
    case record([FieldValue])
}
