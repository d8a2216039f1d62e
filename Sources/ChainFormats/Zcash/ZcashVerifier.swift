/// Checks everything about a Zcash block that needs neither scripts, proofs and keys nor the state of the chain.
///
/// Not checked: scripts, signatures and zero-knowledge proofs; the commitment of the header, which since Heartwood
/// covers the history of the chain; whether the target is the one that the blocks before demand.
enum ZcashVerifier {
    static func verify(_ block: ZcashBlock, network: ZcashNetwork, into report: inout FormatReport) {
        let notes = block.transactions.reduce(0) { $0 + $1.shielded.outputCount }
        report.add(
            .structure, true,
            "version \(block.header.version), \(block.transactions.count) transactions, \(notes) hidden outputs, "
                + "\(block.size) bytes")
        checkWork(block.header, network: network, into: &report)
        let root = MerkleTree.root(block.transactions.map(\.identifier))
        report.add(
            .merkleRoot, root.hash == block.header.merkleRoot,
            root.hash == block.header.merkleRoot
                ? "root over \(block.transactions.count) transaction ids"
                : "computed \(root.hash), expected the header's \(block.header.merkleRoot)")
        report.add(
            .mutation, !root.isMutated,
            root.isMutated ? "two equal hashes side by side in the tree (CVE-2012-2459)" : "no repeated pair")
        checkCoinbase(block, into: &report)
        checkValues(block, into: &report)
        var seen: Set<ZcashShieldedParts.Nullifier> = []
        let repeated = block.transactions.flatMap(\.shielded.nullifiers).first { !seen.insert($0).inserted }
        report.add(
            .duplicateSpends, repeated == nil,
            repeated.map { "nullifier \($0.value) of \($0.pool) occurs twice" }
                ?? "\(seen.count) nullifiers, none twice")
        if block.transactions.contains(where: { $0.authorizingDigest != nil }) {
            report.add(
                .authorizingData, true,
                "root \(block.authorizingDataRoot.plainDigest) over what transaction ids leave out; the header covers it "
                    + "together with the chain's history, which is not known here")
        }
    }

    private static func checkWork(_ header: ZcashHeader, network: ZcashNetwork, into report: inout FormatReport) {
        do {
            let target = try CompactTarget.expand(header.bits)
            let isInLimit = target <= network.powLimit
            report.add(
                .target, isInLimit,
                isInLimit ? "target \(target)" : "target \(target), expected at most \(network.powLimit)")
            let isFound = UInt256(header.hash) <= target
            report.add(
                .proofOfWork, isFound,
                isFound ? "hash \(header.hash)" : "hash \(header.hash) is above the target \(target)")
        } catch {
            report.add(
                .target, false,
                "bits 0x\(String(header.bits, radix: 16)) (\(error)), expected a positive target below 2^256")
        }
        let fault = Equihash.fault(header: header.preimage, solution: header.solution, parameters: network.equihash)
        report.add(
            .equihash, fault == nil,
            fault ?? "a solution of Equihash(\(network.equihash.n), \(network.equihash.k))")
    }

    private static func checkCoinbase(_ block: ZcashBlock, into report: inout FormatReport) {
        guard let first = block.transactions.first, first.isCoinbase, first.inputs.count == 1 else {
            report.add(.coinbase, false, "transaction 0 is no coinbase, expected one input that names no outpoint")
            return
        }
        let second = block.transactions.dropFirst().firstIndex {
            $0.inputs.contains { $0.outpoint == .null }
        }
        report.add(
            .coinbase, second == nil,
            second.map { "transaction \($0) is a second coinbase, expected one" }
                ?? "one coinbase, height stated: \(block.statedHeight.map { "\($0)" } ?? "none")")
    }

    private static func checkValues(_ block: ZcashBlock, into report: inout FormatReport) {
        let limit = ZcashNetwork.maximumMoney
        for (index, transaction) in block.transactions.enumerated() {
            var sum: Int64 = 0
            for output in transaction.outputs {
                guard (0...limit).contains(output.value), sum + output.value <= limit else {
                    report.add(
                        .values, false, "outputs of transaction \(index) beyond 0 to \(limit), one is \(output.value)")
                    return
                }
                sum += output.value
            }
            let shielded = transaction.shielded
            let isInRange =
                (-limit...limit).contains(shielded.saplingBalance) && (-limit...limit).contains(shielded.orchardBalance)
                && shielded.sproutIn <= UInt64(limit) && shielded.sproutOut <= UInt64(limit)
            guard isInRange else {
                report.add(.values, false, "a shielded balance of transaction \(index) beyond ±\(limit)")
                return
            }
        }
        report.add(.values, true, "every amount from 0 to \(limit)")
    }
}
