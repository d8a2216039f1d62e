import ChainCrypto

/// Checks of sizes, of the coinbase, and of the transactions one by one (Bitcoin Core `CheckBlock`,
/// `CheckTransaction`, `ContextualCheckBlock`).
enum BodyChecks {
    static func check(
        _ block: DecodedBlock, network: BitcoinNetwork, context: BlockContext, into report: inout BlockReport
    ) {
        checkSize(block, network: network, into: &report)
        checkCoinbase(block, into: &report)
        checkHeight(block, network: network, context: context, into: &report)
        checkInputs(block, into: &report)
        checkValues(block, network: network, into: &report)
        checkDuplicates(block, into: &report)
    }

    private static func checkSize(
        _ block: DecodedBlock, network: BitcoinNetwork, into report: inout BlockReport
    ) {
        guard let limit = network.maximumWeight else {
            // The decoder has refused what is larger.
            report.add(.size, true, "\(block.bytes.count) bytes of at most \(network.maximumBlockBytes)")
            return
        }
        let weight = block.weight
        let ok = weight <= limit && 4 * block.strippedSize <= limit && 4 * block.transactionCount <= limit
        report.add(
            .size, ok,
            "weight \(weight), base size \(block.strippedSize), expected at most \(limit) and \(limit / 4)")
    }

    private static func checkCoinbase(_ block: DecodedBlock, into report: inout BlockReport) {
        guard let first = block.table.transactions.first, let input = block.table.inputs.first else { return }
        guard first.inputCount == 1, block.outpoint(of: input) == .null else {
            report.add(.coinbase, false, "transaction 0 is no coinbase, expected one input that names no outpoint")
            return
        }
        let length = input.scriptLength
        guard (2...100).contains(length) else {
            report.add(.coinbase, false, "coinbase script of \(length) bytes, expected 2 to 100")
            return
        }
        if let row = block.table.lastNullInput, row > 0,
            let index = block.table.transactions.firstIndex(where: { $0.inputs == row..<row + 1 })
        {
            report.add(.coinbase, false, "transaction \(index) is a second coinbase, expected one")
            return
        }
        report.add(.coinbase, true, "one coinbase, script of \(length) bytes")
    }

    private static func checkHeight(
        _ block: DecodedBlock, network: BitcoinNetwork, context: BlockContext, into report: inout BlockReport
    ) {
        let stated = block.statedHeight
        let shown = stated.map { "\($0)" } ?? "none"
        if let height = context.height, let from = network.heightInCoinbase, height >= from, height > 0 {
            let prefix = CoinbaseHeight.encode(height)
            let ok = block.table.inputs.first.map { starts(block.script(of: $0), with: prefix) } ?? false
            report.add(.coinbaseHeight, ok, ok ? "height \(height)" : "height \(shown), expected \(height)")
        } else {
            report.add(.coinbaseHeight, true, "height stated in the coinbase: \(shown)")
        }
        guard let height = context.height ?? stated else { return }
        let least = network.leastVersions.last { height >= $0.height }?.version ?? Int32.min
        let version = block.header.version
        report.add(
            .version, version >= least,
            version >= least ? "version \(version)" : "version \(version), expected at least \(least) at \(height)")
    }

    private static func starts(_ script: RawSpan, with prefix: [UInt8]) -> Bool {
        guard script.byteCount >= prefix.count else { return false }
        for (index, byte) in prefix.enumerated()
        where script.unsafeLoad(fromByteOffset: index, as: UInt8.self) != byte {
            return false
        }
        return true
    }

    private static func checkInputs(_ block: DecodedBlock, into report: inout BlockReport) {
        for (index, transaction) in block.table.transactions.enumerated() where transaction.outputCount == 0 {
            report.add(.inputs, false, "transaction \(index) has no outputs, expected at least 1")
            return
        }
        if let row = block.table.lastNullInput, row > 0 {
            report.add(.inputs, false, "the input at byte \(block.table.inputs[row].offset) names no outpoint")
        } else {
            report.add(.inputs, true, "every input but the coinbase's names an outpoint")
        }
    }

    private static func checkValues(
        _ block: DecodedBlock, network: BitcoinNetwork, into report: inout BlockReport
    ) {
        let limit = network.maximumMoney
        for (index, transaction) in block.table.transactions.enumerated() {
            var sum: Int64 = 0
            for output in block.table.outputs[transaction.outputs] {
                // Both terms are at most the limit, so the sum cannot overflow.
                guard output.value >= 0, output.value <= limit else {
                    report.add(
                        .values, false, "output of \(output.value) in transaction \(index), expected 0 to \(limit)")
                    return
                }
                sum += output.value
                guard sum <= limit else {
                    report.add(.values, false, "outputs of transaction \(index) sum to more than \(limit)")
                    return
                }
            }
        }
        report.add(.values, true, "every amount from 0 to \(limit)")
    }

    /// Two equal transactions spend the same outpoints, so they need be looked for only when an outpoint is spent
    /// twice; a coinbase that occurs twice is found by the coinbase check.
    private static func checkDuplicates(_ block: DecodedBlock, into report: inout BlockReport) {
        guard let pair = DuplicateInputs.firstPair(in: block) else {
            report.add(.duplicateTransactions, true, "no transaction twice")
            report.add(.duplicateInputs, true, "no outpoint spent twice")
            return
        }
        let sorted = block.transactionIDs.sorted { $0.words < $1.words }
        let repeated = zip(sorted, sorted.dropFirst()).first { $0 == $1 }?.0
        report.add(
            .duplicateTransactions, repeated == nil,
            repeated.map { "transaction \($0) occurs more than once" } ?? "no transaction twice")
        let outpoint = block.outpoint(of: block.table.inputs[pair.second])
        report.add(
            .duplicateInputs, false,
            "the input at byte \(block.table.inputs[pair.second].offset) spends \(outpoint.transaction):"
                + "\(outpoint.index) again")
    }
}
