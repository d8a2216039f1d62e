public import SupervisionModel

/// A node that can be asked for its chain. Whoever implements this can ask nothing else.
public protocol BackfillSource: Sendable {
    /// The tip of the node's chain.
    func tip() async throws(BackfillError) -> TipReport

    /// The headers after the first block of `locator` that is on the node's chain, that block first.
    func headers(after locator: [Digest32]) async throws(BackfillError) -> HeaderAnswer

    /// A serialised block.
    func block(_ hash: Digest32) async throws(BackfillError) -> [UInt8]
}

/// What a node says of its tip.
public struct TipReport: Hashable, Sendable {
    /// `main`, `test`, `regtest` …, as the node names its network; of envelopes the chain's name.
    public let network: String
    public let height: UInt64
    public let hash: Digest32

    public init(network: String, height: UInt64, hash: Digest32) {
        self.network = network
        self.height = height
        self.hash = hash
    }
}

/// Headers as a node gives them: 80 bytes each of Bitcoin's format, evidence of envelopes, records of a Monero node.
public struct HeaderAnswer: Hashable, Sendable {
    public let bytes: [UInt8]
    /// Whether the node has more.
    public let isCut: Bool

    public init(bytes: [UInt8], isCut: Bool) {
        self.bytes = bytes
        self.isCut = isCut
    }
}
