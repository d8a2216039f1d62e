internal import SupervisionModel

/// A block that is about to get its height.
struct PlannedBlock {
    /// The time in its header.
    let time: Timestamp
    /// When the node sees it.
    let arrival: Timestamp
    /// Whether a publisher pushed it, so that the moment of its arrival is known.
    let isPushed: Bool
    let producer: Party
    let events: [PlannedEvent]
}
