/// One named check of a block and its result.
public struct BlockCheck: Hashable, Sendable {
    /// What is checked. The raw value is the stable name in reports.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// The bytes decode: counts, lengths, flags, nothing after the end.
        case structure
        /// `bits` is a positive target not easier than the network allows.
        case target
        /// The proof-of-work hash is not above the target.
        case proofOfWork
        /// The header's root is the root over the transaction ids.
        case merkleRoot
        /// The transaction list is not an ambiguous rewriting (CVE-2012-2459).
        case mutation
        /// Bytes, base size and weight are within the network's limits.
        case size
        /// The first transaction and no other is a coinbase, with a script of 2 to 100 bytes.
        case coinbase
        /// The coinbase begins with the height where the network demands it (BIP 34).
        case coinbaseHeight
        /// The version is not below what the height demands (BIP 34, 65, 66).
        case version
        /// Every transaction has outputs, and every input but the coinbase's names an outpoint.
        case inputs
        /// Every amount and every transaction's sum of outputs is within the money range.
        case values
        /// No transaction occurs twice.
        case duplicateTransactions
        /// No outpoint is spent twice in the block.
        case duplicateInputs
        /// The witness commitment matches, or there is nothing to commit to (BIP 141).
        case witness
        /// Litecoin: what follows the transactions; its content is not checked.
        case extensionBlock
        /// With context: `bits` is what the headers before demand.
        case difficulty
        /// With context: the time is after the median of the eleven blocks before.
        case medianTime
        /// With context: the time is at most two hours ahead of the observer's clock.
        case futureTime
        /// With context: the parent is the block before.
        case parent
        /// With previous outputs: no transaction pays out more than it takes in, the coinbase not more than subsidy
        /// and fees.
        case amounts
    }

    public let name: Name
    public let ok: Bool
    /// English: the fact when `ok`, what was found and expected when not.
    public let detail: String

    public init(_ name: Name, ok: Bool, detail: String) {
        self.name = name
        self.ok = ok
        self.detail = detail
    }
}

extension BlockCheck.Name {
    /// Whether a failure condemns only these bytes: the same block id may belong to another, honest body, so the
    /// rejection must be remembered by the hash of the body, never by the block id (CVE-2012-2459, BIP 141).
    public var concernsBodyOnly: Bool {
        switch self {
        // Inner nodes of the tree may pose as transactions of 64 bytes; then no coinbase comes first.
        case .structure, .merkleRoot, .mutation, .witness, .extensionBlock, .coinbase: true
        default: false
        }
    }
}
