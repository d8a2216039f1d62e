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

    /// Nil for names that are empty, longer than 64 bytes or not of printable ASCII without spaces, and for another length
    /// of the epoch.
    public init?(kind: ChainKind, chain: String, genesis: Digest32, publisher: String, epoch: [UInt8]) {
        guard Self.isName(chain), Self.isName(publisher), epoch.count == Self.epochByteCount else { return nil }
        self.kind = kind
        self.chain = chain
        self.genesis = genesis
        self.publisher = publisher
        self.epoch = epoch
    }

    private static func isName(_ text: String) -> Bool {
        (1...greatestNameLength).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
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
        chain = try reader.name(limit: Self.greatestNameLength)
        genesis = try reader.digest()
        publisher = try reader.name(limit: Self.greatestNameLength)
        epoch = try reader.byteString(count: Self.epochByteCount)
    }
}
