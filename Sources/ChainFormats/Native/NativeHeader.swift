public import SupervisionModel

/// A header of the reference chain for platforms without a chain of their own.
///
/// Deterministic CBOR: `[1, chain, height, parent, time, event root, event count, proposer, round, validators, next
/// validators]`. The block id is the chain's hash over these bytes; validators sign `NativeHeader.signed(id)`.
public struct NativeHeader: Hashable, Sendable {
    /// The chain's own name.
    public let chain: String
    public let height: UInt64
    /// Zero for the first block.
    public let parent: Digest32
    /// Milliseconds since 1970; never before the parent's.
    public let milliseconds: UInt64
    /// Root of the tree of RFC 6962 over the transactions, with the chain's hash.
    public let root: Digest32
    public let transactionCount: UInt64
    /// Place of the proposer among the validators.
    public let proposer: UInt64
    /// Round of the agreement in which the block was made.
    public let round: UInt64
    /// Digest (the chain's hash over `ValidatorSet.bytes`) of the set that signs this block.
    public let validators: Digest32
    /// The same of the set that signs the next one: how validators change, by the word of the old ones.
    public let nextValidators: Digest32

    private static let version: UInt64 = 1

    public init(
        chain: String, height: UInt64, parent: Digest32, milliseconds: UInt64, root: Digest32,
        transactionCount: UInt64, proposer: UInt64, round: UInt64, validators: Digest32, nextValidators: Digest32
    ) {
        self.chain = chain
        self.height = height
        self.parent = parent
        self.milliseconds = milliseconds
        self.root = root
        self.transactionCount = transactionCount
        self.proposer = proposer
        self.round = round
        self.validators = validators
        self.nextValidators = nextValidators
    }

    /// The bytes that are hashed.
    public var bytes: [UInt8] {
        var writer = CBORWriter()
        writer.array(11)
        writer.number(Self.version)
        writer.name(chain)
        writer.number(height)
        writer.byteString(parent.bytes)
        writer.number(milliseconds)
        writer.byteString(root.bytes)
        writer.number(transactionCount)
        writer.number(proposer)
        writer.number(round)
        writer.byteString(validators.bytes)
        writer.byteString(nextValidators.bytes)
        return writer.bytes
    }

    public init(_ bytes: [UInt8]) throws(DecodeError) {
        var reader = CBORReader(bytes.span.bytes)
        try reader.array(count: 11)
        let start = reader.offset
        let version = try reader.number()
        guard version == Self.version else {
            throw DecodeError(.unknownTag, at: start, found: version, expected: Self.version)
        }
        chain = try reader.name(limit: EnvelopeStream.greatestNameLength)
        height = try reader.number(upTo: UInt64(Int64.max))
        parent = try reader.digest()
        milliseconds = try reader.number(upTo: UInt64(Int64.max))
        root = try reader.digest()
        transactionCount = try reader.number(upTo: UInt64(BlockBody.greatestTransactionCount))
        proposer = try reader.number(upTo: UInt64(ValidatorSet.greatestCount))
        round = try reader.number(upTo: UInt64(UInt32.max))
        validators = try reader.digest()
        nextValidators = try reader.digest()
        try reader.finish()
    }

    /// What validators sign: a title, so that the signature serves for nothing else, and the block id.
    public static func signed(_ id: Digest32) -> [UInt8] {
        Array("supervision native block 1\n".utf8) + id.bytes
    }
}
