import RuleEngine
import SupervisionModel

/// Blocks come and go.
extension Step {
    mutating func connect(_ input: BlockConnection) throws {
        let settings = try chainConfiguration(input.chain)
        var chain = try chain(input.chain)
        guard let block = admitted.block, block.hash == input.hash else {
            throw SupervisionError(.missingContent, "block \(input.hash) was not handed in with its record")
        }
        try checkLink(input, chain, block)
        let parentSeconds = chain.times.last
        chain.times = Array((chain.times + [block.headerSeconds]).suffix(MedianTime.span))
        let median =
            MedianTime.of(chain.times).map { Timestamp(seconds: $0) } ?? Timestamp(seconds: block.headerSeconds)
        chain.ruleTime = max(chain.ruleTime, block.isSigned ? block.headerTime : median)
        chain.height = input.height
        chain.hash = input.hash
        chain.reorg = nil
        var row = BlockRow(hash: input.hash, headerSeconds: block.headerSeconds, ruleTime: chain.ruleTime)
        let interval = parentSeconds.map { Interval.seconds(Int64(block.headerSeconds) - Int64($0)) }
        row.isOnTime = interval.map { $0 <= onTimeLimit(settings) } ?? false
        set(input.chain, chain)
        try advanceFinality(input.chain, settings)

        if let evaluator = try evaluator() {
            var events: [Event] = []
            if chain.watchSpendsThrough >= input.height {
                events += try conflictingSpends(block, input, chain, settings)
            }
            if evaluator.rules.looksAt(BuiltInEvents.transfer) {
                events += block.transfers(
                    chain: input.chain, height: input.height, ruleTime: chain.ruleTime,
                    includeInputs: evaluator.rules.readsTransferInputs)
            }
            events += block.declared(
                chain: input.chain, height: input.height, ruleTime: chain.ruleTime,
                vocabulary: evaluator.rules.vocabulary)
            events.append(try blockEvent(block, input, chain, settings, interval: interval))
            row.tables = try absorb(events, with: evaluator)
            try judge(events, with: evaluator, into: &row)
        }
        try state.set(.block(input.chain, input.height), to: row.encode())
        if row.isOnTime { try countObligation(input.chain, at: row.ruleTime, by: 1) }
    }

    private func checkLink(_ input: BlockConnection, _ chain: ChainState, _ block: any BlockContent) throws {
        let isFirst = chain.height == chain.anchorHeight && chain.hash == .zero
        let expected = isFirst ? chain.anchorHeight : chain.height + 1
        guard block.previous == chain.hash, input.height == expected else {
            throw SupervisionError(
                .notLinked,
                "block \(input.hash) at \(input.height) builds on \(block.previous), the tip of \(input.chain) is \(chain.hash) at \(chain.height)"
            )
        }
    }

    /// A gap of 11.52 targets has a probability of 1 in 100,000 for a chain that works (catalogue CHN-03).
    private func onTimeLimit(_ settings: ChainConfiguration) -> Interval {
        Interval(milliseconds: settings.target.milliseconds.multipliedReportingOverflow(by: 1152).partialValue / 100)
    }

    private func blockEvent(
        _ block: any BlockContent, _ input: BlockConnection, _ chain: ChainState, _ settings: ChainConfiguration,
        interval: Interval?
    ) throws -> Event {
        let headerTime = block.headerTime
        let tag = CoinbaseTag.text(block.coinbaseScript)
        // Validators sign under their own name; a miner's address says who he is only where a list does.
        let producer =
            try supervisor.producer(block.coinbaseScript, block.payout, core) ?? (block.isSigned ? block.payout : nil)
        return Event(
            type: BuiltInEvents.chainBlock,
            position: Position(
                ruleTime: chain.ruleTime, chain: input.chain, height: input.height, transaction: .max, index: 0),
            block: input.hash, origin: input.hash, time: headerTime,
            fields: [
                .digest(input.hash), .digest(block.previous), .timestamp(headerTime),
                input.arrival == .push ? .timestamp(time) : .absent,
                interval.map { .duration($0) } ?? .absent, .duration(settings.target),
                .int(Int64(block.transactionCount)), .int(Int64(block.size)),
                producer.map { .entity($0) } ?? .absent, tag.isEmpty ? .absent : .string(tag),
                block.payout.map { .entity($0) } ?? .absent, .entity(settings.chainOperator),
            ])
    }

    // MARK: Reorganisation

    mutating func disconnect(_ input: BlockDisconnection) throws {
        let settings = try chainConfiguration(input.chain)
        var chain = try chain(input.chain)
        guard chain.hash == input.hash, chain.height == input.height, input.fork < input.height else {
            throw SupervisionError(
                .notLinked, "block \(input.hash) at \(input.height) is not the tip of \(input.chain)")
        }
        guard let block = admitted.block, block.hash == input.hash else {
            throw SupervisionError(.missingContent, "block \(input.hash) was not handed in with its record")
        }
        guard let bytes = try state[.block(input.chain, input.height)] else {
            throw SupervisionError(.notLinked, "block \(input.height) of \(input.chain) lies before the anchor")
        }
        let row = try BlockRow(decoding: bytes)
        var progress = chain.reorg ?? ReorgProgress(oldTip: input.hash, depth: 0, transactions: 0)
        progress.depth += 1
        progress.transactions += UInt64(max(0, block.transactionCount - 1))
        try rememberSpends(of: block, chain: input.chain)
        try takeBack(
            row, from: input.height, of: input.chain,
            reason: [
                "block": .string(row.hash.hex), "chain": .string(input.chain.text), "height": JSONValue(input.height),
                "successor": .string(input.successor.hex), "why": "block.disconnected",
            ])
        try stepBack(&chain, input, block)
        chain.watchSpendsThrough = max(chain.watchSpendsThrough, input.height + Supervisor.reorgReserve)
        chain.reorg = progress
        set(input.chain, chain)
        try advanceFinality(input.chain, settings)
        try state.set(.block(input.chain, input.height), to: nil)
        if row.isOnTime { try countObligation(input.chain, at: row.ruleTime, by: -1) }
        if input.height == input.fork + 1 { try reorganised(input, progress, settings) }
    }

    private mutating func stepBack(_ chain: inout ChainState, _ input: BlockDisconnection, _ block: any BlockContent)
        throws
    {
        chain.height -= 1
        chain.hash = block.previous
        // Header times that have left the window of 11 come back from the rows of the blocks below, and from the anchor.
        let lowest = chain.height >= UInt64(MedianTime.span) ? chain.height - UInt64(MedianTime.span) + 1 : 0
        var times: [UInt32] = []
        var ruleTime = MedianTime.of(chain.anchorTimes).map { Timestamp(seconds: $0) } ?? .distantPast
        for height in max(lowest, chain.anchorHeight)...max(chain.height, chain.anchorHeight) {
            guard let bytes = try state[.block(input.chain, height)] else { continue }
            let row = try BlockRow(decoding: bytes)
            times.append(row.headerSeconds)
            ruleTime = row.ruleTime
        }
        chain.times = chain.anchorTimes.suffix(MedianTime.span - times.count) + times
        chain.ruleTime = ruleTime
        // A final block that is taken off is final no more, nor is the one that takes its place. The watermark stays.
        if let final = chain.finalHeight, final > chain.height { chain.finalHeight = chain.height }
    }

    /// Publishes what the block's events had brought about, without them.
    mutating func takeBack(_ row: BlockRow, from height: UInt64, of chain: ChainID, reason: JSONValue) throws {
        for id in row.alerts { try retract(id, reason: reason) }
        guard let evaluator = try evaluator() else { return }
        supervisor.events?.remove(chain: chain, from: height)
        if !supervisor.keys.isVolatile { try state.prefetch(row.touched) }
        for key in row.touched {
            try remove(from: key, evaluator, retraction: reason) {
                $0.position.chain == chain && $0.position.height >= height
            }
        }
        try withdraw(row.tables, evaluator)
    }

    private mutating func rememberSpends(of block: any BlockContent, chain: ChainID) throws {
        var spends: [BlockSpend] = []
        block.forEachSpend { spends.append($0) }
        for spend in spends {
            try state.set(
                .orphanedSpend(chain, spend.transaction, spend.index), to: spend.spendingTransaction.bytes)
        }
    }

    private mutating func reorganised(
        _ input: BlockDisconnection, _ progress: ReorgProgress, _ settings: ChainConfiguration
    ) throws {
        guard let evaluator = try evaluator() else { return }
        var events = [
            nodeEvent(
                BuiltInEvents.chainReorg, chain: input.chain, height: input.fork, index: 0,
                fields: [
                    .int(Int64(clamping: progress.depth)), .int(Int64(clamping: input.fork)),
                    .digest(progress.oldTip), .digest(input.successor),
                    .int(Int64(clamping: progress.transactions)), .entity(settings.chainOperator),
                ])
        ]
        if progress.depth >= settings.finalityDepth {
            events.append(
                nodeEvent(
                    BuiltInEvents.chainFinalityViolated, chain: input.chain, height: input.fork, index: 1,
                    fields: [
                        .int(Int64(clamping: progress.depth)), .int(Int64(clamping: settings.finalityDepth)),
                        .int(Int64(clamping: input.fork)), .entity(settings.chainOperator),
                    ]))
        }
        try judgeNodeEvents(events, with: evaluator)
    }

    /// Outputs that a disconnected transaction had spent and that this block spends by another transaction.
    private mutating func conflictingSpends(
        _ block: any BlockContent, _ input: BlockConnection, _ chain: ChainState, _ settings: ChainConfiguration
    ) throws -> [Event] {
        var spends: [BlockSpend] = []
        block.forEachSpend { spends.append($0) }
        try state.prefetch(spends.map { .orphanedSpend(input.chain, $0.transaction, $0.index) })
        var events: [Event] = []
        for (index, spend) in spends.enumerated() {
            guard let bytes = try state[.orphanedSpend(input.chain, spend.transaction, spend.index)],
                let orphaned = Digest32(bytes), orphaned != spend.spendingTransaction
            else { continue }
            events.append(
                Event(
                    type: BuiltInEvents.conflictingSpend,
                    position: Position(
                        ruleTime: chain.ruleTime, chain: input.chain, height: input.height,
                        transaction: UInt32(clamping: index), index: spend.index),
                    block: input.hash, origin: spend.spendingTransaction,
                    time: Timestamp(seconds: block.headerSeconds),
                    fields: [
                        .digest(spend.transaction), .int(Int64(spend.index)), .digest(orphaned),
                        .digest(spend.spendingTransaction), spend.amount.map { .money($0) } ?? .absent,
                        spend.owner.map { .entity($0) } ?? .absent, .entity(settings.chainOperator),
                    ]))
        }
        return events
    }
}

/// The printable part of a coinbase script, where producers leave their tag.
enum CoinbaseTag {
    static func text(_ script: [UInt8]) -> String {
        String(decoding: script.filter { (0x20...0x7E).contains($0) }, as: UTF8.self)
    }
}
