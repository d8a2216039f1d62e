/// Checks what can be said about a Monero block without RandomX and without the chain.
///
/// Not checked: the proof of work (256 MiB to 2 GiB of memory; difficulty is taken from the agreement of several
/// nodes), ring signatures and range proofs.
enum MoneroVerifier {
    /// Blocks between creation and spending (`CRYPTONOTE_MINED_MONEY_UNLOCK_WINDOW`).
    private static let unlockWindow: UInt64 = 60

    static func verify(_ block: MoneroBlock, into report: inout FormatReport) {
        report.add(
            .structure, true,
            "version \(block.majorVersion).\(block.minorVersion), \(block.transactionIDs.count) transactions beside the "
                + "miner's, \(block.size) bytes")
        checkMiner(block.minerTransaction, into: &report)
        checkValues(block.minerTransaction, into: &report)
        var seen = Set([block.minerTransaction.identifier])
        let repeated = block.transactionIDs.first { !seen.insert($0).inserted }
        report.add(
            .duplicateTransactions, repeated == nil,
            repeated.map { "transaction \($0.plainDigest) occurs more than once" } ?? "no transaction twice")
        if block.hash == MoneroBlock.block202612, block.transactionIDs.count != 513 {
            report.add(.blockID, false, "the id that belongs to block 202612 of the main network alone")
        }
    }

    private static func checkMiner(_ miner: MoneroTransaction, into report: inout FormatReport) {
        guard miner.isGeneration, case .generation(let height) = miner.inputs[0] else {
            report.add(.coinbase, false, "the first transaction creates nothing, expected one input of kind 255")
            return
        }
        guard miner.ringType ?? 0 == 0 else {
            report.add(.coinbase, false, "ring signatures of kind \(miner.ringType ?? 0), expected 0")
            return
        }
        let expected = height.addingReportingOverflow(unlockWindow)
        guard !expected.overflow, miner.unlockTime == expected.partialValue else {
            report.add(
                .coinbase, false, "unlock time \(miner.unlockTime), expected height \(height) + \(unlockWindow)")
            return
        }
        report.add(.coinbase, true, "height \(height), unlocked \(unlockWindow) blocks later")
    }

    private static func checkValues(_ miner: MoneroTransaction, into report: inout FormatReport) {
        var sum: UInt64 = 0
        for output in miner.outputs {
            let (next, overflow) = sum.addingReportingOverflow(output.amount)
            guard !overflow else {
                report.add(.values, false, "the miner's outputs add up to more than 2^64 − 1")
                return
            }
            sum = next
        }
        report.add(.values, true, "\(sum) smallest units created and collected as fees")
    }
}
