public import ChainFormats
internal import SupervisionModel

/// Reads an EVM chain over JSON-RPC: blocks with full transactions, and their receipts.
public struct EVMBridgeSource: BridgeSource {
    private let rpc: JSONRPCClient

    public init(_ rpc: JSONRPCClient) { self.rpc = rpc }

    public var kind: ChainKind { .evm }

    public func newestHeight() async throws -> UInt64 {
        guard let text = try await rpc.call("eth_blockNumber", "[]")?.string, text.hasPrefix("0x"),
            let height = UInt64(text.dropFirst(2), radix: 16)
        else { throw BridgeFailure("eth_blockNumber: expected a number in hex") }
        return height
    }

    /// The chain's id, `eip155:ID`.
    public func chainName() async throws -> String {
        guard let text = try await rpc.call("eth_chainId", "[]")?.string, text.hasPrefix("0x"),
            let id = UInt64(text.dropFirst(2), radix: 16)
        else { throw BridgeFailure("eth_chainId: expected a number in hex") }
        return "eip155:\(id)"
    }

    public func block(at height: UInt64) async throws -> (evidence: BlockEvidence, body: BlockBody) {
        let number = "\"0x\(String(height, radix: 16))\""
        guard let block = try await rpc.call("eth_getBlockByNumber", "[\(number),true]") else {
            throw BridgeFailure("eth_getBlockByNumber: no block at \(height)")
        }
        let made = try EVMBridge.block(
            block, receipts: try await receipts(of: block, number), validators: try await validators(block, number))
        guard let stated = block["hash"]?.string, Hex.decode(stated.dropFirst(2)) == made.evidence.id.bytes else {
            throw BridgeFailure(
                "block \(height): the fields hash to \(made.evidence.id), the node states "
                    + "\(block["hash"]?.string?.prefix(66) ?? "none")")
        }
        return made
    }

    private func receipts(of block: JSONValue, _ number: String) async throws -> [JSONValue]? {
        let transactions = block["transactions"]?.array ?? []
        guard !transactions.isEmpty else { return [] }
        do {
            if let all = try await rpc.call("eth_getBlockReceipts", "[\(number)]")?.array { return all }
        } catch let failure as JSONRPCClient.Failure where failure.isUnknownMethod {
            // Older nodes: one by one.
        }
        var receipts: [JSONValue] = []
        for transaction in transactions {
            guard let hash = transaction["hash"]?.string, Hex.decode(hash.dropFirst(2))?.count == 32,
                let receipt = try await rpc.call("eth_getTransactionReceipt", "[\"\(hash)\"]")
            else { throw BridgeFailure("eth_getTransactionReceipt: no receipt of a transaction in block \(number)") }
            receipts.append(receipt)
        }
        return receipts
    }

    private func validators(_ block: JSONValue, _ number: String) async throws -> [[UInt8]] {
        guard let consensus = EVMBridge.needsValidators(block) else { return [] }
        let methods =
            consensus == .clique
            ? ["clique_getSigners"] : ["qbft_getValidatorsByBlockNumber", "ibft_getValidatorsByBlockNumber"]
        for method in methods {
            do {
                let accounts = try await rpc.call(method, "[\(number)]")?.array?.compactMap(\.string) ?? []
                return accounts.compactMap { Hex.decode($0.dropFirst(2)) }.filter { $0.count == 20 }
            } catch let failure as JSONRPCClient.Failure where failure.isUnknownMethod {
                continue
            }
        }
        return []
    }
}
