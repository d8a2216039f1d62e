import ChainCrypto
import SupervisionModel

/// Builds events of blocks that have no Bitcoin-format body.
struct BlockEvents {
    let chain: ChainID
    let height: UInt64
    let hash: Digest32
    /// The header's own time.
    let time: Timestamp
    let ruleTime: Timestamp

    init(chain: ChainID, height: UInt64, hash: Digest32, time: Timestamp, ruleTime: Timestamp) {
        self.chain = chain
        self.height = height
        self.hash = hash
        self.time = time
        self.ruleTime = ruleTime
    }

    /// Of a family's inspection: the family's name stands for the chain.
    init?(_ inspection: ChainInspection) {
        guard let chain = ChainID(inspection.format), let hash = inspection.hash, let time = inspection.time else {
            return nil
        }
        self.chain = chain
        self.height = inspection.height ?? 0
        self.hash = hash
        self.time = time
        self.ruleTime = time
    }

    /// The `chain.block` event: the facts of the header that every family has.
    func block(previous: Digest32?, transactionCount: Int, size: Int, producer: EntityRef?) -> Event {
        typealias Slot = BuiltInEvents.Block
        var fields = [FieldValue](repeating: .absent, count: Slot.chainOperator + 1)
        fields[Slot.hash] = .digest(hash)
        fields[Slot.prevHash] = previous.map { .digest($0) } ?? .absent
        fields[Slot.headerTime] = .timestamp(time)
        fields[Slot.txCount] = .int(Int64(transactionCount))
        fields[Slot.size] = .int(Int64(size))
        fields[Slot.producer] = producer.map { .entity($0) } ?? .absent
        return event(BuiltInEvents.chainBlock, transaction: .max, index: 0, origin: hash, fields)
    }

    /// A `transfer` event. What a chain hides is absent, never zero.
    ///
    /// - Parameter unknownPayers: how many inputs have an owner that cannot be told.
    func transfer(
        transaction: Int, index: Int, identifier: Digest32, from: EntityRef? = nil, to: EntityRef? = nil,
        amount: Money? = nil, payers: [EntityRef] = [], unknownPayers: Int = 0
    ) -> Event {
        typealias Slot = BuiltInEvents.Transfer
        var fields = [FieldValue](repeating: .absent, count: Slot.txid + 1)
        fields[Slot.from] = from.map { .entity($0) } ?? .absent
        fields[Slot.to] = to.map { .entity($0) } ?? .absent
        fields[Slot.amount] = amount.map { .money($0) } ?? .absent
        fields[Slot.channel] = .string("CHAIN")
        fields[Slot.payers] = .list(payers.map { .entity($0) })
        fields[Slot.unknownPayers] = .int(Int64(unknownPayers))
        fields[Slot.txid] = .digest(identifier)
        return event(
            BuiltInEvents.transfer, transaction: UInt32(clamping: transaction), index: index, origin: identifier, fields
        )
    }

    private func event(
        _ type: EventType.Index, transaction: UInt32, index: Int, origin: Digest32, _ fields: [FieldValue]
    ) -> Event {
        Event(
            type: type,
            position: Position(
                ruleTime: ruleTime, chain: chain, height: height, transaction: transaction,
                index: UInt32(clamping: index)),
            block: hash, origin: origin, time: time, fields: fields)
    }
}

extension Hash256 {
    /// The same bytes in the same order, for chains that print hashes as they compute them.
    var plainDigest: Digest32 { withUnsafeBytes { Digest32($0) } ?? .zero }
}
