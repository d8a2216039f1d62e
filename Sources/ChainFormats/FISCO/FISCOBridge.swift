import ChainCrypto
public import SupervisionModel

/// Makes what an envelope carries out of the answers of a FISCO BCOS node's JSON-RPC.
public enum FISCOBridge {
    /// - Parameters:
    ///   - block: answer of `getBlockByNumber` or of `getBlockHeaderByNumber`, 2.x or 3.x.
    ///   - receipts: answers of `getTransactionReceipt` in the order of the transactions; nil to leave them out.
    /// - Returns: evidence and body. Receipts whose root is not the header's in any way of writing are left out: nothing
    ///   would be proven by them.
    /// - Throws: `FieldError` for a field that is missing or wrong; ``Problem``.
    public static func block(
        _ block: JSONValue, receipts: [JSONValue]?
    ) throws -> (evidence: BlockEvidence, body: BlockBody) {
        let fields = Fields(block)
        let header = try FISCOHeader(fields)
        guard let verifier = FISCOVerifier(header) else { throw Problem.noSM3 }
        let isSM = verifier.cryptography == .sm2
        let encoding: HeaderEncoding =
            !fields.has("parentInfo") ? .fisco2 : header.version >= FISCOHeader.release300 ? .fisco3 : .fisco3Candidate
        let place = header.preimages.firstIndex { verifier.cryptography.hash($0.bytes) == verifier.hash } ?? 0
        let evidence = BlockEvidence(
            height: header.number, id: verifier.hash.plainDigest, parents: header.parents,
            milliseconds: header.milliseconds, encoding: encoding, header: header.fields[place],
            hash: isSM ? .sm3 : .keccak256, scheme: isSM ? .sm2 : .secp256k1,
            seals: header.seals.map { BlockEvidence.Seal(index: $0.index, signature: $0.signature) },
            validators: [], validatorsSince: (0, .zero), finality: .immediate)
        // Before 3.1 nothing of the body is under a root that is computed here.
        guard header.version >= FISCOHeader.release310, let identifiers = header.transactionIDs else {
            return (evidence, BlockBody(transactions: []))
        }
        let proven = try receipts.flatMap { receipts in
            try Self.receipts(receipts, header: header, root: fields.digest("receiptsRoot"), verifier.cryptography)
        }
        return (
            evidence,
            BlockBody(
                // JSON carries no bytes of transactions: the ids stand for them.
                transactions: identifiers.map(\.bytes), identifiers: identifiers,
                receipts: proven?.map(\.fields) ?? [])
        )
    }

    public enum Problem: Error, Sendable, CustomStringConvertible {
        /// OpenSSL without SM3.
        case noSM3

        public var description: String { "the hash cannot be computed: OpenSSL without SM3" }
    }

    /// Receipts in the way of writing whose root is the header's: numbers in hex or decimal, addresses with or without `0x`.
    private static func receipts(
        _ values: [JSONValue], header: FISCOHeader, root: Digest32, _ cryptography: FISCOHeader.Cryptography
    ) throws(FieldError) -> [FISCOReceipt]? {
        for isDecimal in [true, false] {
            for hasPrefix in [false, true] {
                var receipts: [FISCOReceipt] = []
                for value in values {
                    receipts.append(
                        try FISCOReceipt(
                            Fields(value), block: header.number, isDecimal: isDecimal, hasPrefix: hasPrefix))
                }
                let leaves = receipts.compactMap { cryptography.hash($0.preimage) }
                if FISCOVerifier.root(leaves, cryptography)?.plainDigest == root { return receipts }
            }
        }
        return nil
    }
}

extension FISCOReceipt {
    /// Reads a receipt as JSON-RPC answers it.
    fileprivate init(_ fields: Fields, block: UInt64, isDecimal: Bool, hasPrefix: Bool) throws(FieldError) {
        func text(_ name: String) throws(FieldError) -> String { fields.has(name) ? try fields.text(name) : "" }
        func address(_ text: String) -> String {
            let digits = text.hasPrefix("0x") ? String(text.dropFirst(2)) : text
            return digits.isEmpty ? "" : hasPrefix ? "0x" + digits : digits
        }
        version = fields.has("version") ? try fields.number("version") : 0
        let gas = try text("gasUsed")
        let digits = gas.hasPrefix("0x") ? gas.dropFirst(2) : gas[...]
        gasUsed = isDecimal && gas.hasPrefix("0x") ? UInt128(digits, radix: 16).map { String($0) } ?? gas : gas
        contract = address(try text("contractAddress"))
        status = fields.has("status") ? try fields.number("status") : 0
        output = fields.has("output") ? try fields.hex("output") : []
        gasPrice = try text("effectiveGasPrice")
        var logs: [Log] = []
        for log in fields.has("logEntries") ? try fields.list("logEntries", limit: 65_536) : [] {
            var topics: [Digest32] = []
            for topic in try log.list(log.has("topics") ? "topics" : "topic", limit: 4) {
                topics.append(Digest32(try topic.hex(count: 32)) ?? .zero)
            }
            logs.append(
                Log(address: address(try log.text("address")), topics: topics, data: try log.hex("data")))
        }
        self.logs = logs
        self.block = block
    }
}
