import SupervisionModel

/// What is known of the body of one block that has not been handed on.
struct BodyEntry<Raw: Sendable, Block: Sendable>: Sendable {
    struct Ready: Sendable {
        let block: Block
        let byteCount: Int
        let source: Int
        let arrival: BlockConnection.Arrival
        let observed: Timestamp
    }

    struct Offer: Sendable {
        let raw: Raw
        let source: Int
        let byteCount: Int
        let received: Timestamp
    }

    struct Failure: Sendable {
        var count: Int
        var retryAt: Interval
    }

    /// Verified and in hand.
    var ready: Ready?
    /// A body has been verified, in hand or not: this block can be had.
    var isVerified = false
    /// Source and size of the body that is being verified.
    var verifying: (source: Int, byteCount: Int)?
    /// A second body from another source, in case the first one is no good.
    var spare: Offer?
    /// The source it is being fetched from.
    var fetching: Int?
    /// Sources that failed to give a good body; tried again later.
    var failures: [Int: Failure] = [:]
}
