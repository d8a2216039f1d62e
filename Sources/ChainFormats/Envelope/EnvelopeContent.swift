public import SupervisionModel

/// The body of a verified envelope, as its kind of chain has it.
public enum EnvelopeContent: Sendable {
    /// Transactions of the reference chain: JSON of one event, or of a list of events, each.
    case native([[UInt8]])
    case evm(EVMBlock)
    case fisco(FISCOBody)
}

/// What is proven of a FISCO BCOS block's body.
public struct FISCOBody: Sendable {
    /// Ids of the transactions, under the header's root.
    public let identifiers: [Digest32]
    /// Logs of each transaction whose receipt is under the header's root and says success; none where no receipt is proven.
    public let logs: [[EVMReceipt.Log]]
}

/// A verified envelope.
public struct EnvelopeBlock: Sendable {
    public let envelope: Envelope
    public let header: SealedHeader
    public let content: EnvelopeContent

    public var hash: Digest32 { header.id }
    public var previous: Digest32 { header.parent }
    public var transactionCount: Int { envelope.body.transactions.count }
}
