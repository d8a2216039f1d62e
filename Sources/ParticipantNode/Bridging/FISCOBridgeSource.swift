public import ChainFormats
internal import SupervisionModel

/// Reads a FISCO BCOS chain over JSON-RPC, 3.x with a group by name and 2.x with a group by number.
public struct FISCOBridgeSource: BridgeSource {
    private let rpc: JSONRPCClient
    private let group: String
    /// A group of 2.x is a number.
    private let isRelease2: Bool

    /// - Parameter group: `group0` (3.x), or a number (2.x).
    public init(_ rpc: JSONRPCClient, group: String) {
        self.rpc = rpc
        self.group = group
        isRelease2 = UInt64(group) != nil
    }

    public var kind: ChainKind { .fisco }

    public func newestHeight() async throws -> UInt64 {
        let answer = try await rpc.call("getBlockNumber", isRelease2 ? "[\(group)]" : "[\"\(group)\",\"\"]")
        if let number = answer?.integer, number >= 0 { return UInt64(number) }
        guard let text = answer?.string, text.hasPrefix("0x"), let number = UInt64(text.dropFirst(2), radix: 16) else {
            throw BridgeFailure("getBlockNumber: expected a number")
        }
        return number
    }

    public func block(at height: UInt64) async throws -> (evidence: BlockEvidence, body: BlockBody) {
        let answer: JSONValue?
        if isRelease2 {
            let parameters = "[\(group),\"0x\(String(height, radix: 16))\",true]"
            // The header with its signatures; transactions of 2.x prove nothing here.
            answer = try await rpc.call("getBlockHeaderByNumber", parameters)
        } else {
            answer = try await rpc.call("getBlockByNumber", "[\"\(group)\",\"\",\(height),false,false]")
        }
        guard let block = answer else { throw BridgeFailure("no block at \(height)") }
        let made = try FISCOBridge.block(block, receipts: isRelease2 ? nil : try await receipts(of: block))
        guard let stated = block["hash"]?.string,
            Hex.decode(stated.hasPrefix("0x") ? stated.dropFirst(2) : stated[...]) == made.evidence.id.bytes
        else {
            throw BridgeFailure(
                "block \(height): the fields hash to \(made.evidence.id), the node states "
                    + "\(block["hash"]?.string?.prefix(66) ?? "none")")
        }
        return made
    }

    private func receipts(of block: JSONValue) async throws -> [JSONValue]? {
        var receipts: [JSONValue] = []
        for transaction in block["transactions"]?.array ?? [] {
            let text = transaction["hash"]?.string ?? transaction.string ?? ""
            guard Hex.decode(text.hasPrefix("0x") ? text.dropFirst(2) : text[...])?.count == 32 else {
                throw BridgeFailure("a transaction without an id of 32 bytes")
            }
            guard let receipt = try await rpc.call("getTransactionReceipt", "[\"\(group)\",\"\",\"\(text)\",false]")
            else { return nil }
            receipts.append(receipt)
        }
        return receipts
    }
}
