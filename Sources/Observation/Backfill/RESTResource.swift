package import SupervisionModel

/// Everything that is ever asked of a node's REST interface. There is no other way to make a path.
package enum RESTResource: Hashable, Sendable {
    case chainInfo
    /// Headers of the active chain from a block on, at most `count` (1 to 2,000).
    case headers(count: Int, from: Digest32)
    case block(Digest32)
    case blockHash(height: UInt64)

    package var path: String {
        switch self {
        case .chainInfo: "/rest/chaininfo.json"
        case .headers(let count, let hash): "/rest/headers/\(min(max(count, 1), 2_000))/\(hash.hex).bin"
        case .block(let hash): "/rest/block/\(hash.hex).bin"
        case .blockHash(let height): "/rest/blockhashbyheight/\(height).bin"
        }
    }
}
