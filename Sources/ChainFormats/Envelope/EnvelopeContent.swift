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

/// A block out of an envelope, decoded; what of it is verified is said by whoever made it.
public struct EnvelopeBlock: Sendable {
    public let envelope: Envelope
    public let content: EnvelopeContent

    /// Block id, as the evidence states it.
    public var hash: Digest32 { envelope.evidence.id }
    /// Zero for a first block.
    public var previous: Digest32 { envelope.evidence.parents.first ?? .zero }
    public var transactionCount: Int { envelope.body.transactions.count }
    /// The header's time.
    public var time: Timestamp { Timestamp(milliseconds: Int64(clamping: envelope.evidence.milliseconds)) }

    public init(envelope: Envelope, content: EnvelopeContent) {
        self.envelope = envelope
        self.content = content
    }

    /// Decodes a block that was verified when it was recorded.
    ///
    /// - Throws: `DecodeError` where the bytes are no envelope or its body is none of its kind.
    public init(recorded bytes: [UInt8]) throws(DecodeError) {
        let envelope = try Envelope(bytes)
        var report = FormatReport()
        guard let content = try EnvelopeVerifier(terms: nil).content(envelope, into: &report) else {
            throw DecodeError(.wrongLength, at: 0, found: UInt64(envelope.body.transactions.count), expected: 0)
        }
        self.init(envelope: envelope, content: content)
    }
}
