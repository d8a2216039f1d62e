import ChainCrypto
import SupervisionModel

/// Checks a block of Ethereum's format against its header, and the header against its validators.
///
/// Not checked: the state root, which needs the state; proof of work; whether the parent allows this gas limit, base fee
/// and turn.
struct EVMVerifier {
    let block: EVMBlock
    /// Accounts that may sign, known from elsewhere; empty: the header's own list.
    let pinned: [[UInt8]]

    func verify(into report: inout FormatReport) {
        report.add(
            .structure, true,
            "\(block.transactions.count) transactions, \(block.receipts.map { "\($0.count)" } ?? "no") receipts, "
                + "consensus \(block.seals.consensus.rawValue)")
        verifyBody(into: &report)
        checkSeals(into: &report)
    }

    /// Roots, filter, gas and senders, without the seals.
    func verifyBody(into report: inout FormatReport) {
        checkBody(into: &report)
        checkReceipts(into: &report)
    }

    private func checkBody(into report: inout FormatReport) {
        let header = block.header
        report.compare(
            .transactionsRoot, computed: MerklePatriciaTrie.root(ofList: block.transactions.map(\.encoded)).hex,
            stated: header.transactionsRoot.hex, of: "root")
        report.compare(
            .ommersHash, computed: Keccak256.hash(block.ommers).hex, stated: header.ommersHash.hex, of: "hash")
        if block.withdrawals != nil || header.withdrawalsRoot != nil {
            report.compare(
                .withdrawalsRoot,
                computed: block.withdrawals.map { MerklePatriciaTrie.root(ofList: $0).hex } ?? "none, no list",
                stated: header.withdrawalsRoot?.hex ?? "none", of: "root")
        }
        let unsigned = block.transactions.firstIndex { $0.sender == nil }
        report.add(
            .senders, unsigned == nil,
            unsigned.map { "no key can have signed transaction \($0)" }
                ?? "\(block.transactions.count) senders recovered")
        let isUsable = header.gasUsed <= header.gasLimit
        report.add(
            .gasUsed, isUsable,
            isUsable
                ? "\(header.gasUsed) of \(header.gasLimit)"
                : "gas used \(header.gasUsed), expected at most the limit \(header.gasLimit)")
    }

    private func checkReceipts(into report: inout FormatReport) {
        guard let receipts = block.receipts else { return }
        let header = block.header
        guard receipts.count == block.transactions.count else {
            report.add(
                .receiptsRoot, false, "\(receipts.count) receipts for \(block.transactions.count) transactions")
            return
        }
        report.compare(
            .receiptsRoot, computed: MerklePatriciaTrie.root(ofList: receipts.map(\.encoded)).hex,
            stated: header.receiptsRoot.hex, of: "root")
        let own = receipts.firstIndex { EVMReceipt.bloom(of: $0.logs) != $0.bloom }
        let isRight = own == nil && EVMReceipt.bloom(of: receipts.flatMap(\.logs)) == header.logsBloom
        report.add(
            .logsBloom, isRight,
            own.map { "the filter of receipt \($0) is not over its logs" }
                ?? (isRight ? "the filter is over all logs" : "the filter of the header is not over the logs"))
        let total = receipts.last?.cumulativeGas ?? 0
        let isRising = zip(receipts, receipts.dropFirst()).allSatisfy { $0.cumulativeGas <= $1.cumulativeGas }
        report.add(
            .gasUsed, isRising && total == header.gasUsed,
            "receipts add up to \(total), the header states \(header.gasUsed)")
    }

    private func checkSeals(into report: inout FormatReport) {
        let seals = block.seals
        guard seals.consensus != .none else {
            report.add(
                .seals, pinned.isEmpty,
                pinned.isEmpty
                    ? "no signatures in the header: the block is attested by whoever handed it over, and by nobody else"
                    : "no signatures in the header, expected some of the \(pinned.count) validators")
            return
        }
        guard let validators = checkValidators(seals, into: &report) else { return }
        if block.header.number == 0, seals.signatures.allSatisfy({ $0.allSatisfy { $0 == 0 } }) {
            report.add(.quorum, true, "block 0 has no signatures: its hash must be known from elsewhere")
            return
        }
        var signed: Set<[UInt8]> = []
        for (index, signer) in seals.signers.enumerated() {
            guard let signer else {
                report.add(.seals, false, "no key can have made signature \(index)")
                return
            }
            guard validators.contains(signer) || validators.isEmpty else {
                report.add(.seals, false, "signature \(index) is by 0x\(Hex.encode(signer)), which is no validator")
                return
            }
            guard signed.insert(signer).inserted else {
                report.add(.seals, false, "0x\(Hex.encode(signer)) signed twice")
                return
            }
        }
        let names = seals.signers.compactMap { $0 }.map { "0x" + Hex.encode($0) }.joined(separator: ", ")
        report.add(.seals, true, "signed by \(names.isEmpty ? "nobody" : names), round \(seals.round)")
        // Clique lists its signers in epoch blocks only: without them one signature is all there can be.
        let needed = validators.isEmpty ? 1 : seals.quorum(of: validators.count)
        let total = validators.isEmpty ? "an unknown number" : "\(validators.count)"
        report.add(.quorum, signed.count >= needed, "\(signed.count) of \(total) validators, needed \(needed)")
    }

    /// Who may sign; nil after a failed check. Empty: nobody can say, which only Clique leaves open.
    private func checkValidators(_ seals: EVMSeals, into report: inout FormatReport) -> Set<[UInt8]>? {
        let listed = Set(seals.validators)
        guard listed.count == seals.validators.count else {
            report.add(.validators, false, "a validator stands in the list twice")
            return nil
        }
        guard !pinned.isEmpty else {
            guard seals.consensus == .clique || !listed.isEmpty else {
                report.add(.validators, false, "an empty list of validators, expected at least one")
                return nil
            }
            // The list of a Clique epoch block is the one for the blocks that follow it.
            report.add(
                .validators, true,
                "the header's own list of \(listed.count); who may sign was not given from elsewhere")
            return listed
        }
        let expected = Set(pinned)
        let ok = listed == expected || seals.consensus == .clique && listed.isEmpty
        report.add(
            .validators, ok,
            ok
                ? "the \(expected.count) expected validators"
                : "\(listed.count) validators in the header, other than the \(expected.count) expected")
        return ok ? expected : nil
    }
}

extension Hash256 {
    /// The bytes in the order they are computed in, as hex.
    var hex: String { plainDigest.hex }
}
