public import SupervisionModel

/// Makes what an envelope carries out of the answers of an EVM node's JSON-RPC.
public enum EVMBridge {
    /// - Parameters:
    ///   - block: answer of `eth_getBlockByNumber` with full transactions.
    ///   - receipts: answers of `eth_getTransactionReceipt` in the order of the transactions; nil when there are none.
    ///   - validators: accounts that may sign, where the header lists none; 20 bytes each.
    /// - Returns: evidence and body, with the id as computed.
    /// - Throws: `FieldError` for a field that is missing or wrong, `DecodeError` for bytes that do not fit together.
    public static func block(
        _ block: JSONValue, receipts: [JSONValue]?, validators: [[UInt8]]
    ) throws -> (evidence: BlockEvidence, body: BlockBody) {
        let parts = try RLPItem(try EVMDocument.block(Fields(block))).list()
        let header = try EVMHeader(parts[0])
        let seals = try EVMSeals(header)
        let transactions = try parts[1].list().map { $0.items == nil ? try $0.bytes() : $0.encoded }
        let encoded = try receipts?.map { try EVMDocument.receipt(Fields($0)) } ?? []
        let named =
            seals.consensus == .none ? [] : seals.validators.isEmpty || seals.consensus == .clique ? validators : []
        let id = seals.blockHash.plainDigest
        let evidence = BlockEvidence(
            height: header.number, id: id, parents: header.number == 0 ? [] : [header.parent.plainDigest],
            milliseconds: header.timestamp.multipliedReportingOverflow(by: 1000).partialValue, encoding: .evm,
            header: parts[0].encoded, hash: .keccak256, scheme: .secp256k1, seals: [],
            validators: named.map { ValidatorSet.Member(key: $0, weight: 1) }, validatorsSince: (0, .zero),
            finality: seals.consensus == .qbft || seals.consensus == .ibft2 ? .immediate : .depth(12))
        let withdrawals = parts.count == 4 ? try parts[3].list().map(\.encoded) : nil
        return (
            evidence, BlockBody(transactions: transactions, receipts: encoded, withdrawals: withdrawals)
        )
    }

    /// Whether a header lists nobody who may sign although it is signed: then the node must be asked.
    public static func needsValidators(_ block: JSONValue) -> Consensus? {
        guard let bytes = try? EVMDocument.block(Fields(block)), let parts = try? RLPItem(bytes).list(),
            let header = try? EVMHeader(parts[0]), let seals = try? EVMSeals(header)
        else { return nil }
        switch seals.consensus {
        case .clique: return .clique
        case .qbft, .ibft2: return seals.validators.isEmpty ? .byzantine : nil
        case .none: return nil
        }
    }

    /// How validators are asked for.
    public enum Consensus: Sendable {
        case clique
        case byzantine
    }
}
