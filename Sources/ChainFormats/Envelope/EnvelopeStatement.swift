import ChainCrypto
public import SupervisionModel

/// Something that a transaction says: an object in the words of a vocabulary.
public struct EnvelopeStatement: Sendable {
    /// Place of the transaction in its block.
    public let transaction: Int
    /// Place in the transaction.
    public let index: Int
    /// Id of the transaction.
    public let origin: Digest32
    /// Nil when the transaction is no JSON.
    public let value: JSONValue?
}

extension EnvelopeBlock {
    /// Greatest transaction of the reference chain that is read, in bytes.
    private static let greatestStatement = 1 << 20

    /// Ids of the transactions in order. Those of the reference chain are SHA-256 of their bytes.
    public var transactionIdentifiers: [Digest32] {
        switch content {
        case .native(let transactions): transactions.map { SHA256.hash($0).plainDigest }
        case .evm(let block): block.transactions.map(\.hash.plainDigest)
        case .fisco(let body): body.identifiers
        }
    }

    /// Calls `body` with everything that transactions say, in order.
    ///
    /// - Parameter mapping: what a log means; nil: nothing.
    public func forEachStatement(
        mapping: (EVMReceipt.Log) -> JSONValue?, _ body: (EnvelopeStatement) -> Void
    ) {
        switch content {
        case .native(let transactions):
            for (place, bytes) in transactions.enumerated() { Self.statements(bytes, place, body) }
        case .evm(let block):
            for (place, receipt) in (block.receipts ?? []).enumerated() where receipt.succeeded == true {
                let origin = block.transactions[place].hash.plainDigest
                Self.logs(receipt.logs, place, origin, mapping, body)
            }
        case .fisco(let content):
            for (place, logs) in content.logs.enumerated() where place < content.identifiers.count {
                Self.logs(logs, place, content.identifiers[place], mapping, body)
            }
        }
    }

    private static func statements(_ bytes: [UInt8], _ place: Int, _ body: (EnvelopeStatement) -> Void) {
        let origin = SHA256.hash(bytes).plainDigest
        let value = try? JSONParser.parse(bytes, maximumBytes: greatestStatement)
        let values: [JSONValue?] = value?.array ?? [value]
        for (index, value) in values.enumerated() {
            body(EnvelopeStatement(transaction: place, index: index, origin: origin, value: value))
        }
    }

    private static func logs(
        _ logs: [EVMReceipt.Log], _ place: Int, _ origin: Digest32, _ mapping: (EVMReceipt.Log) -> JSONValue?,
        _ body: (EnvelopeStatement) -> Void
    ) {
        // The transfer of the chain's own currency has the first place of its transaction.
        for (index, log) in logs.enumerated() {
            guard let value = mapping(log) else { continue }
            body(EnvelopeStatement(transaction: place, index: index + 1, origin: origin, value: value))
        }
    }

    /// `transfer` events of an EVM chain's own currency.
    public func transfers(chain: ChainID, height: UInt64, ruleTime: Timestamp) -> [Event] {
        guard case .evm(let block) = content else { return [] }
        let events = BlockEvents(chain: chain, height: height, hash: hash, time: time, ruleTime: ruleTime)
        return block.transfers(events)
    }
}
