import ChainCrypto
public import SupervisionModel

/// Checks everything that can be said about an envelope by itself: its publisher, its evidence, its roots.
public struct EnvelopeVerifier {
    /// What must hold; nil: nothing is known from elsewhere, and the report says so.
    public let terms: EnvelopeTerms?

    public init(terms: EnvelopeTerms?) {
        self.terms = terms
    }

    /// Makes every check.
    ///
    /// - Returns: the block and what its header says, when all are good.
    public func verify(
        _ envelope: Envelope, into report: inout FormatReport
    ) -> (block: EnvelopeBlock, header: SealedHeader)? {
        report.add(
            .structure, true,
            "envelope \(envelope.sequence) of \(envelope.stream.publisher), \(envelope.body.transactions.count) "
                + "transactions, \(envelope.bytes.count) bytes")
        Self.checkPublisher(envelope.message, envelope.stream, terms, into: &report)
        guard let header = Self.header(envelope.evidence, envelope.stream, into: &report) else { return nil }
        if terms?.validators == nil {
            report.add(
                .validators, true,
                "the block's own list of \(header.validators.members.count); who may sign was not given")
        }
        do throws(DecodeError) {
            let content = try content(envelope, into: &report)
            guard report.verified, let content else { return nil }
            return (EnvelopeBlock(envelope: envelope, content: content), header)
        } catch {
            report.add(.structure, false, "body: \(error)")
            return nil
        }
    }

    /// Checks the evidence of a block: id and signatures by the set that the block names.
    ///
    /// - Parameter stream: the chain it must be of.
    /// - Returns: what the header says, when every check is good.
    public static func header(
        _ evidence: BlockEvidence, _ stream: EnvelopeStream, into report: inout FormatReport
    ) -> SealedHeader? {
        header(evidence, kind: stream.kind, chain: stream.chain, genesis: stream.genesis, into: &report)
    }

    /// The same by the name of the chain and its first block.
    public static func header(
        _ evidence: BlockEvidence, kind: ChainKind, chain: String, genesis: Digest32, into report: inout FormatReport
    ) -> SealedHeader? {
        EvidenceVerifier(evidence: evidence, kind: kind, genesis: genesis, chain: chain).verify(into: &report)
    }

    /// Whose message it is, and of which chain.
    public static func checkPublisher(
        _ message: SignedMessage, _ stream: EnvelopeStream, _ terms: EnvelopeTerms?, into report: inout FormatReport
    ) {
        guard message.isSigned else {
            report.add(.publisher, false, "the signature is not by the key that the envelope names, \(message.key)")
            return
        }
        guard let terms else {
            report.add(.publisher, true, "signed by \(message.key); who may publish was not given")
            return
        }
        report.add(
            .publisher, terms.publishers.contains(message.key),
            terms.publishers.contains(message.key)
                ? "signed by the registered key \(message.key)"
                : "signed by \(message.key), expected one of \(terms.publishers.count) registered keys")
        let isRight =
            stream.kind == terms.kind && stream.chain.utf8.elementsEqual(terms.chain.utf8)
            && stream.genesis == terms.genesis
        report.add(
            .stream, isRight,
            isRight
                ? "chain \(stream.chain)"
                : "\(stream.kind.rawValue) \(stream.chain) from \(stream.genesis), expected \(terms.kind.rawValue) "
                    + "\(terms.chain) from \(terms.genesis)")
    }

    // MARK: Bodies

    func content(
        _ envelope: Envelope, into report: inout FormatReport
    ) throws(DecodeError) -> EnvelopeContent? {
        let body = envelope.body
        switch envelope.stream.kind {
        case .native:
            let header = try NativeHeader(envelope.evidence.header)
            let root = TransactionTree.root(body.transactions, envelope.evidence.hash)?.plainDigest.hex ?? "none"
            report.compare(.transactionsRoot, computed: root, stated: header.root.hex, of: "root")
            guard header.transactionCount == UInt64(body.transactions.count) else {
                report.add(
                    .transactionsRoot, false,
                    "\(body.transactions.count) transactions, the header names \(header.transactionCount)")
                return nil
            }
            return .native(body.transactions)
        case .evm:
            let block = try EVMBlock(
                header: envelope.evidence.header, transactions: body.transactions, withdrawals: body.withdrawals,
                receipts: body.receipts.isEmpty && !body.transactions.isEmpty ? nil : body.receipts)
            EVMVerifier(block: block, pinned: []).verifyBody(into: &report)
            return .evm(block)
        case .fisco:
            return try fisco(envelope, into: &report).map { .fisco($0) }
        }
    }

    private func fisco(_ envelope: Envelope, into report: inout FormatReport) throws(DecodeError) -> FISCOBody? {
        let body = envelope.body
        guard body.identifiers.count == body.transactions.count || body.transactions.isEmpty else {
            report.add(.structure, false, "transactions without ids, expected one id a transaction")
            return nil
        }
        let header = try FISCOHeader(envelope.evidence, identifiers: body.identifiers)
        guard let verifier = FISCOVerifier(header) else { return nil }
        verifier.checkTransactions(into: &report)
        var receipts: [FISCOReceipt] = []
        for receipt in body.receipts { receipts.append(try FISCOReceipt(fields: receipt)) }
        verifier.checkReceipts(
            receipts, transactions: body.identifiers.count, root: try receiptsRoot(envelope), into: &report)
        let logs = receipts.map { receipt in
            receipt.status == 0
                ? receipt.logs.compactMap { log -> EVMReceipt.Log? in
                    let digits = log.address.hasPrefix("0x") ? log.address.dropFirst(2) : log.address[...]
                    guard let address = Hex.decode(digits), address.count == 20 else { return nil }
                    return EVMReceipt.Log(
                        address: address, topics: log.topics.compactMap { Hash256($0.bytes) }, data: log.data)
                } : []
        }
        return FISCOBody(identifiers: body.identifiers, logs: logs)
    }

    private func receiptsRoot(_ envelope: Envelope) throws(DecodeError) -> Digest32 {
        envelope.evidence.encoding == .fisco2
            ? try RLPItem(envelope.evidence.header).list(count: 13)[3].hash().plainDigest
            : try FISCORelease3(fields: envelope.evidence.header).roots[1]
    }
}
