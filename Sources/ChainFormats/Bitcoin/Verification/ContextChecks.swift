import ChainCrypto

/// The checks that need to know what came before a block.
enum ContextChecks {
    static func check(
        _ block: DecodedBlock, network: BitcoinNetwork, context: BlockContext, into report: inout BlockReport
    ) {
        let header = block.header
        if let parent = context.parent {
            report.add(
                .parent, header.previous == parent,
                header.previous == parent ? "parent \(parent)" : "parent \(header.previous), expected \(parent)")
        }
        if let difficulty = context.difficulty {
            let ok = difficulty.allows(header.bits)
            report.add(
                .difficulty, ok, "bits 0x\(String(header.bits, radix: 16)), expected \(difficulty)")
        }
        if let median = context.medianTimePast {
            report.add(
                .medianTime, BlockTimes.isAfterMedian(header.time, median: median),
                "time \(header.time), median of the blocks before \(median)")
        }
        if let now = context.now {
            report.add(
                .futureTime, BlockTimes.isNotTooFarAhead(header.time, now: now),
                "time \(header.time), clock \(now), at most \(BlockTimes.futureLimit) seconds ahead")
        }
        if let spent = context.spentOutputs {
            AmountCheck.check(block, spent: spent, network: network, height: context.height, into: &report)
        }
    }
}
