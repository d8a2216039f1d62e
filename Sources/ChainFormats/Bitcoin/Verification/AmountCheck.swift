/// Whether value comes out of nothing, as far as the previous outputs are known.
enum AmountCheck {
    static func check(
        _ block: DecodedBlock, spent: SpentOutputs, network: BitcoinNetwork, height: UInt64?,
        into report: inout BlockReport
    ) {
        let rows = block.spendingInputCount
        guard spent.entries.count == rows else {
            report.add(.amounts, false, "\(spent.entries.count) previous outputs, expected \(rows)")
            return
        }
        var fees: Int64? = 0
        var unknown = 0
        var row = 0
        for (index, transaction) in block.table.transactions.enumerated().dropFirst() {
            var taken: Int64? = 0
            for _ in transaction.inputs {
                if case .known(let output) = spent.entries[row], let sum = taken {
                    taken = sum.addingClamped(output.amount)
                } else {
                    taken = nil
                    unknown += 1
                }
                row += 1
            }
            guard let taken else {
                fees = nil
                continue
            }
            let paid = block.outputSum(of: transaction)
            guard paid <= taken else {
                report.add(.amounts, false, "transaction \(index) pays out \(paid) and takes in \(taken)")
                return
            }
            fees = fees?.addingClamped(taken - paid)
        }
        guard let height, let fees, let coinbase = block.table.transactions.first else {
            report.add(.amounts, true, "\(unknown) previous outputs unknown, the coinbase not checked")
            return
        }
        let created = block.outputSum(of: coinbase)
        let allowed = network.subsidy(at: height).addingClamped(fees)
        report.add(
            .amounts, created <= allowed,
            created <= allowed
                ? "coinbase \(created) of at most \(allowed)"
                : "coinbase creates \(created), expected at most \(allowed)")
    }
}

extension DecodedBlock {
    /// Sum of a transaction's outputs in smallest units; the greatest number where it would not fit.
    func outputSum(of transaction: TransactionEntry) -> Int64 {
        table.outputs[transaction.outputs].reduce(0) { $0.addingClamped($1.value) }
    }
}

extension Int64 {
    /// The sum, or the nearest number that fits.
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        guard overflow else { return sum }
        return other < 0 ? .min : .max
    }
}
