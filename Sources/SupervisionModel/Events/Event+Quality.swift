extension Event {
    /// What the identifiers in the event's fields say of its quality: `badChecksum` when any of them fails its check
    /// digits. Pure; complexity is that of the fields.
    public var identifierQuality: EventQuality {
        fields.reduce(into: []) { $0.formUnion($1.identifierQuality) }
    }
}

extension FieldValue {
    /// As `Event.identifierQuality`, of one value and whatever it holds.
    public var identifierQuality: EventQuality {
        switch self {
        case .entity(let entity): entity.quality
        case .list(let values), .record(let values):
            values.reduce(into: []) { $0.formUnion($1.identifierQuality) }
        default: []
        }
    }
}
