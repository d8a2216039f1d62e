import ChainCrypto
public import SupervisionModel

/// A decoded block of any chain that is observed. Whoever hands it on has verified it.
public enum ChainBlock: Sendable {
    /// Bitcoin's format.
    case bitcoin(DecodedBlock)
    case envelope(EnvelopeBlock)
    case monero(MoneroBody)

    /// Block id as the chain prints it.
    public var hash: Digest32 {
        switch self {
        case .bitcoin(let block): block.header.hash.digest
        case .envelope(let block): block.hash
        case .monero(let body): body.block.hash.plainDigest
        }
    }

    /// Id of the parent; zero for a first block.
    public var previous: Digest32 {
        switch self {
        case .bitcoin(let block): block.header.previous.digest
        case .envelope(let block): block.previous
        case .monero(let body): body.block.previous.plainDigest
        }
    }

    /// The bytes that are archived.
    public var bytes: [UInt8] {
        switch self {
        case .bitcoin(let block): block.bytes
        case .envelope(let block): block.envelope.bytes
        case .monero(let body): body.bytes
        }
    }

    /// The header's own time in seconds since 1970; a time that no 32 bits hold is cut.
    public var seconds: UInt32 {
        switch self {
        case .bitcoin(let block): block.header.time
        case .envelope(let block): UInt32(clamping: block.envelope.evidence.milliseconds / 1000)
        case .monero(let body): UInt32(clamping: body.block.timestamp)
        }
    }

    /// The height that the block itself states; nil when it states none.
    public var statedHeight: UInt64? {
        switch self {
        case .bitcoin(let block): block.statedHeight
        case .envelope(let block): block.envelope.evidence.height
        case .monero(let body): body.block.statedHeight
        }
    }

    /// What weighs when branches are compared: expected hashes, or 1 a signed block (2 on Clique for the signer in turn).
    public var work: UInt256 {
        switch self {
        case .bitcoin(let block): block.header.work
        case .envelope(let block): UInt256(UInt64(block.weight))
        case .monero(let body): UInt256(body.difficulty)
        }
    }
}

extension EnvelopeBlock {
    /// 1, or on Clique 2 for a block of the signer in turn.
    public var weight: UInt32 {
        guard case .evm(let block) = content, block.seals.consensus == .clique else { return 1 }
        return block.header.difficulty == [2] ? 2 : 1
    }
}
