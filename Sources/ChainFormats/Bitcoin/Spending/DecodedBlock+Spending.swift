extension DecodedBlock {
    /// Row of the first input after the coinbase's.
    var firstSpendingInput: Int { table.transactions.first?.inputs.upperBound ?? 0 }

    /// Number of inputs that spend something: all but the coinbase's.
    public var spendingInputCount: Int { table.inputs.count - firstSpendingInput }

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
        for input in table.inputs[firstSpendingInput...] { try body(outpoint(of: input)) }
    }
}
