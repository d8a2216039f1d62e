import Observation
public import SupervisionModel

/// A source of a chain whose own tip is the recorded one, and of whose feed nothing is missing.
public struct ReconciledSource: Hashable, Sendable {
    public let chain: ChainID
    public let name: String
    public let height: UInt64

    /// The reconciled sources of a chain, as its observer sees them.
    static func all(of chain: ChainID, _ status: ChainStatus) -> [ReconciledSource] {
        guard let height = status.height, status.bestHeight == height else { return [] }
        return status.sources.compactMap { source in
            guard source.gaps.isEmpty, source.height == height, source.pollFailures == 0 else { return nil }
            return ReconciledSource(chain: chain, name: source.name, height: height)
        }
    }
}
