/// An output that a block creates, for the index of unspent outputs.
public struct CreatedOutput: Hashable, Sendable {
    public let outpoint: Outpoint
    /// Smallest units as written.
    public let amount: Int64
    public let owner: OutputOwner
    /// Index of the transaction in the block; 0 is the coinbase.
    public let transaction: Int
}

extension DecodedBlock {
    /// Calls `body` with every output that can be spent, in block order; data carriers are left out.
    public func forEachCreatedOutput<Failure: Error>(
        network: BitcoinNetwork, _ body: (CreatedOutput) throws(Failure) -> Void
    ) throws(Failure) {
        for (index, transaction) in table.transactions.enumerated() {
            for (position, row) in transaction.outputs.enumerated() {
                let output = table.outputs[row]
                if case .dataCarrier = ScriptPattern(script(of: output)) { continue }
                try body(
                    CreatedOutput(
                        outpoint: Outpoint(
                            transaction: transactionIDs[index], index: UInt32(truncatingIfNeeded: position)),
                        amount: output.value, owner: OutputOwner(script: script(of: output), network: network),
                        transaction: index))
            }
        }
    }

    /// Calls `body` with every outpoint the block spends, in the order of `SpentOutputs.entries`: block order without
    /// the coinbase. An outpoint may be one that an earlier transaction of the same block created.
    public func forEachSpentOutpoint<Failure: Error>(
        _ body: (Outpoint) throws(Failure) -> Void
    ) throws(Failure) {
        let start = table.transactions.first?.inputs.upperBound ?? 0
        for input in table.inputs[start...] { try body(outpoint(of: input)) }
    }
}
