public import ChainFormats
public import SupervisionModel

/// What the tree of headers must know of a chain's consensus.
public protocol HeaderRules: Sendable {
    /// Id of the first block, display order.
    var genesis: Digest32 { get }

    /// Expected number of hashes behind a header; zero when its target is no target.
    func work(of header: ChainHeader) -> UInt256

    /// What the target of a header may be.
    ///
    /// - Parameters:
    ///   - height: height of the header in question.
    ///   - ancestor: the header at a lower height on the same branch, nil where it is not known any more.
    func demand(
        for header: ChainHeader, height: UInt64, ancestor: (UInt64) -> ChainHeader?
    ) -> Difficulty.Expectation

    /// Whether a block's time must be after the median of the eleven before it: on chains of proof of work.
    var comparesMedianTime: Bool { get }

    /// Why a header may not follow its parent, beyond work and time; nil when it may.
    func refusal(of header: ChainHeader) -> HeaderRefusal?

    /// Whether a block may be much easier than its predecessors although the rule cannot be checked (test networks).
    var allowsMinimumDifficulty: Bool { get }
}

extension HeaderRules {
    public var comparesMedianTime: Bool { true }
    public func refusal(of header: ChainHeader) -> HeaderRefusal? { nil }
}
