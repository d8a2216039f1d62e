public import SupervisionModel

extension MoneroBlock {
    /// The `transfer` events of the miner's outputs, whose amounts are visible and whose owners are not, and the
    /// `chain.block` event. The other transactions are there by id only; see `MoneroTransaction.events`.
    func events(_ events: BlockEvents) -> [Event] {
        minerTransaction.transfers(events, transaction: 0) + [
            events.block(
                previous: previous.plainDigest, transactionCount: transactionIDs.count + 1, size: size, producer: nil)
        ]
    }
}

extension MoneroTransaction {
    /// One `transfer` event an output. The owner is always hidden; the amount is absent where the chain hides it.
    func transfers(_ events: BlockEvents, transaction: Int) -> [Event] {
        let isHidden = version >= 2 && !isGeneration
        return outputs.enumerated().map { index, output in
            events.transfer(
                transaction: transaction, index: index, identifier: identifier.plainDigest,
                amount: isHidden ? nil : Money(minor: Int128(output.amount), currency: "XMR"),
                unknownPayers: isGeneration ? 0 : inputs.count)
        }
    }

    /// The `transfer` events of a transaction that a block lists by id, once its bytes are known.
    ///
    /// - Parameters:
    ///   - inspection: of the block; nil comes back when the block did not decode.
    ///   - transaction: its place in the block, the miner's being 0.
    public func events(in inspection: ChainInspection, transaction: Int) -> [Event]? {
        BlockEvents(inspection).map { transfers($0, transaction: transaction) }
    }
}
