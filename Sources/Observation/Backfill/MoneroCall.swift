package import SupervisionModel

/// The closed list of calls that leave towards a Monero node's restricted RPC, all of them reading (CHAINS.md section 4).
package enum MoneroCall: Hashable, Sendable {
    case getInfo
    case getHeader(Digest32)
    /// Headers of the main chain, both heights included, at most 1,000.
    case getHeaders(from: UInt64, to: UInt64)
    case getBlock(Digest32)
    case getTransactions([Digest32])

    package var name: String {
        switch self {
        case .getInfo: "get_info"
        case .getHeader: "get_block_header_by_hash"
        case .getHeaders: "get_block_headers_range"
        case .getBlock: "get_block"
        case .getTransactions: "get_transactions"
        }
    }

    package var path: String {
        if case .getTransactions = self { "/get_transactions" } else { "/json_rpc" }
    }

    /// Whether the answer may be as large as a block.
    var isBlock: Bool {
        switch self {
        case .getBlock, .getTransactions: true
        default: false
        }
    }

    /// The whole body of the request.
    package var body: String {
        switch self {
        case .getTransactions(let ids):
            "{\"txs_hashes\":[\(ids.map { "\"\($0.hex)\"" }.joined(separator: ","))],\"decode_as_json\":false}"
        case .getInfo: Self.request(name, "{}")
        case .getHeader(let hash): Self.request(name, "{\"hash\":\"\(hash.hex)\"}")
        case .getHeaders(let from, let to): Self.request(name, "{\"start_height\":\(from),\"end_height\":\(to)}")
        case .getBlock(let hash): Self.request(name, "{\"hash\":\"\(hash.hex)\"}")
        }
    }

    private static func request(_ method: String, _ parameters: String) -> String {
        "{\"jsonrpc\":\"2.0\",\"id\":\"yushi\",\"method\":\"\(method)\",\"params\":\(parameters)}"
    }
}
