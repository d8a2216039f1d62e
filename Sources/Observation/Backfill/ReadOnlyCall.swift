public import SupervisionModel

/// The closed list of calls that leave towards a node's RPC port, all of them reading (CHAINS.md section 3). A body can
/// be made in no other way: hashes are hexadecimal of 32 bytes and heights are numbers, so nothing can be smuggled in.
public enum ReadOnlyCall: Hashable, Sendable {
    case getBlockchainInfo
    case getBestBlockHash
    case getBlockHash(height: UInt64)
    /// The 80 bytes as hex, or with the node's knowledge as an object.
    case getBlockHeader(Digest32, verbose: Bool)
    /// The serialised block as hex.
    case getBlock(Digest32)
    case getChainTips
    case getZMQNotifications

    public var method: String {
        switch self {
        case .getBlockchainInfo: "getblockchaininfo"
        case .getBestBlockHash: "getbestblockhash"
        case .getBlockHash: "getblockhash"
        case .getBlockHeader: "getblockheader"
        case .getBlock: "getblock"
        case .getChainTips: "getchaintips"
        case .getZMQNotifications: "getzmqnotifications"
        }
    }

    private var parameters: String {
        switch self {
        case .getBlockHash(let height): "\(height)"
        case .getBlockHeader(let hash, let verbose): "\"\(hash.hex)\",\(verbose)"
        case .getBlock(let hash): "\"\(hash.hex)\",0"
        case .getBlockchainInfo, .getBestBlockHash, .getChainTips, .getZMQNotifications: ""
        }
    }

    /// The whole body of the request (JSON-RPC 1.0, as Bitcoin Core reads it).
    public var body: String {
        "{\"jsonrpc\":\"1.0\",\"id\":\"yushi\",\"method\":\"\(method)\",\"params\":[\(parameters)]}"
    }
}
