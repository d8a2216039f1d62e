import ChainCrypto
public import ChainFormats
public import SupervisionModel

/// The header rules of a Bitcoin-format network.
public struct BitcoinHeaderRules: HeaderRules {
    public let network: BitcoinNetwork

    public init(network: BitcoinNetwork) {
        self.network = network
    }

    public var genesis: Digest32 { Digest32(network.genesis) }

    public var allowsMinimumDifficulty: Bool { network.allowsMinimumDifficulty }

    public func work(of header: ChainHeader) -> UInt256 {
        guard let target = try? CompactTarget.expand(header.bits) else { return .zero }
        return CompactTarget.work(target)
    }

    public func demand(
        for header: ChainHeader, height: UInt64, ancestor: (UInt64) -> ChainHeader?
    ) -> Difficulty.Expectation {
        guard height > 0, let parent = ancestor(height - 1) else { return .unknown }
        var context = Difficulty.Context(
            height: height, time: header.time, parentBits: parent.bits, parentTime: parent.time)
        if let start = Difficulty.periodStartHeight(for: height, network: network) {
            context.periodStartTime = ancestor(start)?.time
        }
        if network.allowsMinimumDifficulty {
            context.lastRegularBits = lastRegularBits(before: height, ancestor)
        }
        return Difficulty.expected(context, network: network)
    }

    /// `bits` of the newest ancestor that is no minimum-difficulty exception; nil when history ends before one is found.
    private func lastRegularBits(before height: UInt64, _ ancestor: (UInt64) -> ChainHeader?) -> UInt32? {
        guard case .periodic(let interval, _) = network.retargeting else { return nil }
        let easiest = CompactTarget.compress(network.powLimit)
        var at = height
        while at > 0 {
            at -= 1
            guard let header = ancestor(at) else { return nil }
            if header.bits != easiest || at.isMultiple(of: interval) { return header.bits }
        }
        return nil
    }
}
