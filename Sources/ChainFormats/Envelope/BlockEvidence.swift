public import SupervisionModel

/// What shows that a block is on its chain: the header as the chain hashed it, who signed it and who may.
///
/// In an envelope it is a byte string of its own, so that a publisher can serve it without the body, with the same bytes.
///
/// `[height, id, [parent …], time, header encoding, header, hash, scheme, [[index, signature] …], [[key, weight] …],
/// [height, id] of the block that set the validators, [finality, depth]]`
public struct BlockEvidence: Hashable, Sendable {
    /// One signature over the block. On EVM chains signatures stand in the header instead.
    public struct Seal: Hashable, Sendable {
        /// Place of the signer among the validators.
        public let index: UInt64
        public let signature: [UInt8]

        public init(index: UInt64, signature: [UInt8]) {
            self.index = index
            self.signature = signature
        }
    }

    /// How a block becomes final.
    public enum Finality: Hashable, Sendable {
        /// By so many blocks, itself included.
        case depth(UInt64)
        /// With the signatures over it.
        case immediate
        /// With a later checkpoint.
        case checkpoint
    }

    public let height: UInt64
    public let id: Digest32
    /// None for a first block; chains with several parents name the one that counts first.
    public let parents: [Digest32]
    /// Milliseconds since 1970.
    public let milliseconds: UInt64
    public let encoding: HeaderEncoding
    public let header: [UInt8]
    public let hash: BlockHash
    public let scheme: SignatureScheme
    public let seals: [Seal]
    public let validators: [ValidatorSet.Member]
    /// The block that set the validators, as the publisher says.
    public let validatorsSince: (height: UInt64, id: Digest32)
    public let finality: Finality

    /// Greatest header in bytes.
    public static let greatestHeaderByteCount = 1 << 20
    /// Greatest evidence in bytes.
    public static let greatestByteCount = 4 << 20

    public init(
        height: UInt64, id: Digest32, parents: [Digest32], milliseconds: UInt64, encoding: HeaderEncoding,
        header: [UInt8], hash: BlockHash, scheme: SignatureScheme, seals: [Seal], validators: [ValidatorSet.Member],
        validatorsSince: (height: UInt64, id: Digest32), finality: Finality
    ) {
        self.height = height
        self.id = id
        self.parents = parents
        self.milliseconds = milliseconds
        self.encoding = encoding
        self.header = header
        self.hash = hash
        self.scheme = scheme
        self.seals = seals
        self.validators = validators
        self.validatorsSince = validatorsSince
        self.finality = finality
    }

    public static func == (left: BlockEvidence, right: BlockEvidence) -> Bool { left.bytes == right.bytes }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// The evidence as it travels.
    public var bytes: [UInt8] {
        var writer = CBORWriter()
        writer.array(12)
        writer.number(height)
        writer.byteString(id.bytes)
        writer.array(parents.count)
        for parent in parents { writer.byteString(parent.bytes) }
        writer.number(milliseconds)
        writer.name(encoding.rawValue)
        writer.byteString(header)
        writer.name(hash.rawValue)
        writer.name(scheme.rawValue)
        writer.array(seals.count)
        for seal in seals {
            writer.array(2)
            writer.number(seal.index)
            writer.byteString(seal.signature)
        }
        writer.array(validators.count)
        for member in validators {
            writer.array(2)
            writer.byteString(member.key)
            writer.number(member.weight)
        }
        writer.array(2)
        writer.number(validatorsSince.height)
        writer.byteString(validatorsSince.id.bytes)
        writer.array(2)
        switch finality {
        case .depth(let depth):
            writer.name("depth")
            writer.number(depth)
        case .immediate:
            writer.name("immediate")
            writer.number(1)
        case .checkpoint:
            writer.name("checkpoint")
            writer.number(0)
        }
        return writer.bytes
    }

    /// Reads what `bytes` wrote; nothing of it is verified.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        try self.init(bytes.span.bytes, in: 0..<bytes.count)
    }

    init(_ span: RawSpan, in range: Range<Int>) throws(DecodeError) {
        guard range.count <= Self.greatestByteCount else {
            throw DecodeError(
                .tooLarge, at: range.lowerBound, found: UInt64(range.count), expected: UInt64(Self.greatestByteCount))
        }
        var reader = CBORReader(span, in: range)
        try reader.array(count: 12)
        height = try reader.number(upTo: UInt64(Int64.max))
        id = try reader.digest()
        var parents: [Digest32] = []
        for _ in 0..<(try reader.array(limit: 64)) { parents.append(try reader.digest()) }
        self.parents = parents
        milliseconds = try reader.number(upTo: UInt64(Int64.max))
        encoding = try reader.word(HeaderEncoding.self)
        let start = reader.offset
        header = try reader.byteString()
        guard header.count <= Self.greatestHeaderByteCount else {
            throw DecodeError(
                .tooLarge, at: start, found: UInt64(header.count), expected: UInt64(Self.greatestHeaderByteCount))
        }
        hash = try reader.word(BlockHash.self)
        scheme = try reader.word(SignatureScheme.self)
        var seals: [Seal] = []
        for _ in 0..<(try reader.array(limit: 2 * ValidatorSet.greatestCount)) {
            try reader.array(count: 2)
            let index = try reader.number()
            let start = reader.offset
            let signature = try reader.byteString()
            guard (64...192).contains(signature.count) else {
                throw DecodeError(.wrongLength, at: start, found: UInt64(signature.count), expected: 64)
            }
            seals.append(Seal(index: index, signature: signature))
        }
        self.seals = seals
        validators = try ValidatorSet.members(&reader)
        try reader.array(count: 2)
        let sinceHeight = try reader.number()
        validatorsSince = (sinceHeight, try reader.digest())
        try reader.array(count: 2)
        let place = reader.offset
        let name = try reader.name(limit: 16)
        let depth = try reader.number(upTo: 1_000_000)
        switch (name, depth) {
        case ("depth", 1...): finality = .depth(depth)
        case ("immediate", 1): finality = .immediate
        case ("checkpoint", 0): finality = .checkpoint
        default: throw DecodeError(.unknownTag, at: place, found: depth, expected: 1)
        }
        try reader.finish()
    }
}

extension CBORReader {
    /// A byte string of 32 bytes.
    mutating func digest() throws(DecodeError) -> Digest32 {
        Digest32(try byteString(count: 32)) ?? .zero
    }

    /// A name out of a closed list.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type
    ) throws(DecodeError) -> Word {
        let start = offset
        let text = try name(limit: 32)
        guard let word = Word.allCases.first(where: { $0.rawValue.utf8.elementsEqual(text.utf8) }) else {
            throw DecodeError(
                .unknownTag, at: start, found: UInt64(text.utf8.count), expected: UInt64(Word.allCases.count))
        }
        return word
    }
}
