import SupervisionModel

extension EVMBlock {
    /// The `transfer` events and the `chain.block` event.
    func events(_ events: BlockEvents, size: Int) -> [Event] {
        transfers(events) + [
            events.block(
                previous: header.parent.plainDigest, transactionCount: transactions.count, size: size,
                producer: producer.map { EVMAccount.reference($0) })
        ]
    }

    /// The `transfer` event of each transaction that moves the chain's own currency and is known to have succeeded.
    /// Without receipts nothing is known to have succeeded. What contracts move shows only in their logs, see
    /// `EVMReceipt`.
    func transfers(_ events: BlockEvents) -> [Event] {
        var result: [Event] = []
        for (index, transaction) in transactions.enumerated() where !transaction.value.isEmpty {
            guard let receipts, index < receipts.count, receipts[index].succeeded == true,
                let amount = Int128(bigEndian: transaction.value)
            else { continue }
            let payer = transaction.sender.map { EVMAccount.reference($0) }
            result.append(
                events.transfer(
                    transaction: index, index: 0, identifier: transaction.hash.plainDigest, from: payer,
                    to: transaction.to.map { EVMAccount.reference($0) },
                    amount: Money(minor: amount, currency: "ETH"), payers: payer.map { [$0] } ?? [],
                    unknownPayers: payer == nil ? 1 : 0))
        }
        return result
    }

    /// Who made the block: with Clique the signer, else whom the header names.
    var producer: [UInt8]? {
        seals.consensus == .clique ? seals.signers.first ?? nil : header.beneficiary
    }
}

extension Int128 {
    /// The number of big-endian bytes; nil when it does not fit.
    fileprivate init?(bigEndian bytes: [UInt8]) {
        guard bytes.count < 16 || bytes.count == 16 && bytes[0] < 0x80 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | Int128($1) }
    }
}
