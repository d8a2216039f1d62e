package import SupervisionModel

/// Everything that is ever asked of a node's REST interface or of a publisher's back-fill. There is no other way to make a path.
package enum RESTResource: Hashable, Sendable {
    case chainInfo
    /// Headers of the active chain from a block on, at most `count` (1 to 2,000).
    case headers(count: Int, from: Digest32)
    case block(Digest32)
    case blockHash(height: UInt64)
    /// Supervision protocol: a heartbeat, made when it is asked for. Names of chains need no escaping.
    case supervisionTip(chain: String)
    /// Evidence from a block on, at most `count` (1 to 2,000), the block first.
    case supervisionHeaders(chain: String, count: Int, from: Digest32)
    /// The envelope of a block, the same bytes as were published.
    case supervisionBlock(chain: String, Digest32)

    /// Whether the answer may be as large as a block.
    var isBlock: Bool {
        switch self {
        case .block, .supervisionBlock: true
        default: false
        }
    }

    package var path: String {
        switch self {
        case .chainInfo: "/rest/chaininfo.json"
        case .headers(let count, let hash): "/rest/headers/\(min(max(count, 1), 2_000))/\(hash.hex).bin"
        case .block(let hash): "/rest/block/\(hash.hex).bin"
        case .blockHash(let height): "/rest/blockhashbyheight/\(height).bin"
        case .supervisionTip(let chain): "/supervision/1/\(chain)/tip"
        case .supervisionHeaders(let chain, let count, let hash):
            "/supervision/1/\(chain)/headers/\(min(max(count, 1), 2_000))/\(hash.hex)"
        case .supervisionBlock(let chain, let hash): "/supervision/1/\(chain)/blocks/\(hash.hex)"
        }
    }
}
