import ChainCrypto
public import SupervisionModel

extension BitcoinBlock {
    /// One `transfer` event a transaction output, in block order, the coinbase's included.
    ///
    /// The fields that all outputs of a transaction share are built once and shared by its events.
    public func transfers(chain: ChainID, height: UInt64, ruleTime: Timestamp, includeInputs: Bool) -> [Event] {
        typealias Slot = BuiltInEvents.Transfer
        var events: [Event] = []
        events.reserveCapacity(block.table.outputs.count)
        let hash = self.hash
        let time = Timestamp(seconds: block.header.time)
        for (index, transaction) in block.table.transactions.enumerated() {
            let identifier = block.transactionIDs[index].digest
            let payers = index == 0 ? Payers() : Payers(of: transaction, in: self, includeInputs: includeInputs)
            var fields = [FieldValue](repeating: .absent, count: Slot.outputs + 1)
            fields[Slot.from] = payers.only.map { .entity($0) } ?? .absent
            fields[Slot.channel] = .string("CHAIN")
            fields[Slot.payers] = .list(payers.owners.map { .entity($0) })
            fields[Slot.unknownPayers] = .int(Int64(payers.unknown))
            fields[Slot.txid] = .digest(identifier)
            fields[Slot.outputs] = .int(Int64(transaction.outputs.count))
            if includeInputs { fields.append(.list(payers.inputs)) }
            for (position, row) in transaction.outputs.enumerated() {
                let output = block.table.outputs[row]
                let owner = Address(script: block.script(of: output), spelling: spelling)
                fields[Slot.to] = owner.map { .entity(.address($0)) } ?? .absent
                fields[Slot.amount] = .money(money(output.value))
                events.append(
                    Event(
                        type: BuiltInEvents.transfer,
                        position: Position(
                            ruleTime: ruleTime, chain: chain, height: height,
                            transaction: UInt32(truncatingIfNeeded: index),
                            index: UInt32(truncatingIfNeeded: position)),
                        block: hash, origin: identifier, time: time, fields: fields))
            }
        }
        return events
    }
}
