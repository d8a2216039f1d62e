import ChainFormats
import SupervisionModel
import ZeroMQ

/// What the follower of an observer is told.
typealias ObserverEvent = FollowerEvent<[UInt8], VerifiedBody>

/// What the observer must know of a chain's family: its messages, its headers, its blocks.
protocol ChainAdapter: Sendable {
    var rules: any HeaderRules { get }
    /// Name that a source's tip must state.
    var networkName: String { get }

    func subscriptions(_ topics: [FeedTopic]) -> [Subscription]

    /// What a message of a feed says. Called by the observer's one loop, in the order of arrival.
    func events(of message: SubscribeMessage, source: Int) -> [ObserverEvent]

    /// What is left of a message that the node itself had to drop.
    func events(of dropped: DroppedMessage, source: Int) -> [ObserverEvent]

    /// Headers out of an answer, up to the first that is no good.
    func headers(_ bytes: [UInt8]) -> (headers: [ChainHeader], refusal: Refusal?)

    /// The header of a block that was recorded, for the tree of a cursor.
    func header(recorded block: ChainBlock) -> ChainHeader?

    /// Makes every check that needs no state of the chain but the height.
    ///
    /// - Parameter hash: the id that the bytes must have.
    func verify(_ bytes: [UInt8], hash: Digest32, height: UInt64) throws(Refusal) -> VerifiedBody
}
