public import SupervisionModel

/// Which stream a message belongs to: `[kind, chain, genesis, publisher, epoch]`.
public struct EnvelopeStream: Hashable, Sendable {
    public let kind: ChainKind
    /// The chain by its own name: chain id, group id, channel.
    public let chain: String
    /// Id of the chain's first block.
    public let genesis: Digest32
    /// Name of the publisher.
    public let publisher: String
    /// 16 bytes, chosen at random when the publisher begins to count anew.
    public let epoch: [UInt8]

    /// Bytes of an epoch.
    public static let epochByteCount = 16
    /// Characters a name may have.
    public static let greatestNameLength = 64

    /// Nil for names that are empty, longer than 64 bytes or not of `A-Z a-z 0-9 . _ - :`, and for another length of the
    /// epoch.
    public init?(kind: ChainKind, chain: String, genesis: Digest32, publisher: String, epoch: [UInt8]) {
        guard Self.isName(chain), Self.isName(publisher), epoch.count == Self.epochByteCount else { return nil }
        self.kind = kind
        self.chain = chain
        self.genesis = genesis
        self.publisher = publisher
        self.epoch = epoch
    }

    /// Whether a text may name a chain or a publisher. Names stand in topics and paths as they are.
    public static func isName(_ text: String) -> Bool {
        (1...greatestNameLength).contains(text.utf8.count) && text.utf8.allSatisfy(isNameCharacter)
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3a, 0x41...0x5a, 0x61...0x7a: true
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    public static func == (left: EnvelopeStream, right: EnvelopeStream) -> Bool {
        left.kind == right.kind && left.chain.utf8.elementsEqual(right.chain.utf8) && left.genesis == right.genesis
            && left.publisher.utf8.elementsEqual(right.publisher.utf8) && left.epoch == right.epoch
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(genesis)
        hasher.combine(epoch)
    }

    func write(to writer: inout CBORWriter) {
        writer.array(5)
        writer.name(kind.rawValue)
        writer.name(chain)
        writer.byteString(genesis.bytes)
        writer.name(publisher)
        writer.byteString(epoch)
    }

    init(_ reader: inout CBORReader) throws(DecodeError) {
        try reader.array(count: 5)
        kind = try reader.word(ChainKind.self)
        let start = reader.offset
        chain = try reader.name(limit: Self.greatestNameLength)
        genesis = try reader.digest()
        publisher = try reader.name(limit: Self.greatestNameLength)
        guard Self.isName(chain), Self.isName(publisher) else {
            throw DecodeError(.outOfRange, at: start, found: UInt64(chain.utf8.count), expected: 0x7a)
        }
        epoch = try reader.byteString(count: Self.epochByteCount)
    }
}
