import ChainFormats
import Observation
import Persistence
import Supervision
import SupervisionModel

/// Where the observation of a chain goes on: what the ledger has, with as many headers as a reorganisation may need.
enum StoredCursor {
    /// Headers read back: the reorganisation reserve and the eleven before it, rounded up. More would be needed only to
    /// check a retarget, which several endpoints and the work of the branch guard as well.
    private static let headers: UInt64 = 288

    static func read(_ store: Store, _ chain: ChainID, networks: ChainNetworks) throws -> StartingPoint {
        guard let tip = try StoredConfiguration.tip(store, chain) else {
            throw NodeError(.unknownChain, "chain \(chain) has no anchor in the store")
        }
        let first = tip.height >= headers ? tip.height - headers + 1 : 0
        let entries = try store.blocks.bestChain(chain, from: first, limit: Int(headers))
        let work = entries.last?.cumulativeWork ?? .zero
        guard case .bitcoin = try networks.profile(of: chain) else {
            let stored = StoredBlocks(store: store, networks: networks)
            return .recorded(
                height: tip.height, hash: tip.hash, work: work, times: tip.times,
                blocks: try entries.map { try stored.chainBlock(chain: chain, bytes: $0.bytes) })
        }
        let read = try entries.map { entry in
            let raw = try store.archive.read(entry.bytes)
            let header = try BlockHeader(raw.span.bytes)
            return ChainHeader(hash: entry.hash, parent: entry.parent, time: header.time, bits: header.bits)
        }
        return .cursor(
            Observation.ChainCursor(
                height: tip.height, hash: tip.hash, work: work, headers: read,
                olderTimes: read.isEmpty ? tip.times : []))
    }
}
