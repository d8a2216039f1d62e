/// What an operator of a witness wants to know.
public enum WitnessEvent: Sendable, Hashable {
    /// A head was cosigned.
    case cosigned(origin: String, size: UInt64)
    /// A known log asked for something that is not consistent with what was cosigned before.
    case refused(origin: String, size: UInt64, status: Int)
    /// A log signed two roots for one size; the request is kept.
    case equivocation(origin: String, size: UInt64)
    /// Nothing is cosigned any more.
    case failed(WitnessStoreError)
}
