/// One thing that happened on a ``SubscribeSocket``, in the order its thread saw it.
public enum SubscribeEvent: Sendable {
    /// A message that matched a subscription, whole.
    case message(SubscribeMessage)
    /// A message that matched a subscription but was not kept; what identifies it is.
    case dropped(DroppedMessage)
    /// A connection came, went or failed.
    case connection(ConnectionEvent)
    /// Messages and events for which there was not even room for a marker; only their numbers are known.
    case overflow(Overflow)
}
