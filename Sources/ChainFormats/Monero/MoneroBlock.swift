public import ChainCrypto
import SupervisionModel

/// A Monero block: header, the transaction that creates money, and the ids of the others, whose bytes travel apart.
public struct MoneroBlock: Hashable, Sendable {
    public let majorVersion: UInt64
    public let minorVersion: UInt64
    /// Seconds since 1970 as the miner states them.
    public let timestamp: UInt64
    public let previous: Hash256
    public let nonce: UInt32
    public let minerTransaction: MoneroTransaction
    /// Ids of the other transactions, in order.
    public let transactionIDs: [Hash256]
    /// The block id; see `MoneroBlock.identifier`.
    public let hash: Hash256
    /// Length of the serialised block in bytes.
    public let size: Int

    /// The height its coinbase states.
    public var statedHeight: UInt64? {
        if case .generation(let height) = minerTransaction.inputs.first { height } else { nil }
    }

    /// Greatest length that is decoded, in bytes.
    public static let greatestByteCount = 16_777_216

    /// Decodes a serialised block: varints major, minor, timestamp; previous id 32; nonce 4; miner transaction; varint
    /// count and that many ids.
    ///
    /// - Throws: the first thing wrong, with its offset.
    public init(_ bytes: [UInt8]) throws(DecodeError) {
        guard bytes.count <= Self.greatestByteCount else {
            throw DecodeError(
                .tooLarge, at: 0, found: UInt64(bytes.count), expected: UInt64(Self.greatestByteCount))
        }
        let span = bytes.span.bytes
        var reader = ByteReader(span)
        let major = try reader.readVarint()
        let minor = try reader.readVarint()
        let timestamp = try reader.readVarint()
        let previous = try reader.readHash(span)
        let nonce = try reader.readUInt32()
        let miner = try MoneroTransaction.read(&reader, span)
        let count = try reader.readVarintCount(minimumSize: 32)
        var identifiers: [Hash256] = []
        identifiers.reserveCapacity(count)
        for _ in 0..<count { identifiers.append(try reader.readHash(span)) }
        guard reader.remaining == 0 else {
            throw DecodeError(.trailingBytes, at: reader.offset, found: UInt64(reader.remaining))
        }
        self.init(
            majorVersion: major, minorVersion: minor, timestamp: timestamp, previous: previous, nonce: nonce,
            minerTransaction: miner, transactionIDs: identifiers, body: bytes)
    }

    private init(
        majorVersion: UInt64, minorVersion: UInt64, timestamp: UInt64, previous: Hash256, nonce: UInt32,
        minerTransaction: MoneroTransaction, transactionIDs: [Hash256], body: [UInt8]
    ) {
        self.majorVersion = majorVersion
        self.minorVersion = minorVersion
        self.timestamp = timestamp
        self.previous = previous
        self.nonce = nonce
        self.minerTransaction = minerTransaction
        self.transactionIDs = transactionIDs
        self.size = body.count
        var header: [UInt8] = []
        header.appendVarint(majorVersion)
        header.appendVarint(minorVersion)
        header.appendVarint(timestamp)
        previous.appendBytes(to: &header)
        header.appendLittleEndian(nonce)
        self.hash = Self.identifier(
            header: header, leaves: [minerTransaction.identifier] + transactionIDs, body: body)
    }

    /// The block id: Keccak-256 of a length and, so many bytes long, the header, the tree hash over all transactions and
    /// their number.
    ///
    /// Block 202,612 of the main network alone has an id of its own: a flaw of the tree hash let two blocks share one
    /// in September 2014, and the network kept the id that it had given the honest one, named here by the hash of its
    /// bytes (Monero `cryptonote_format_utils.cpp`, `calculate_block_hash`). Nothing else may have that id.
    private static func identifier(header: [UInt8], leaves: [Hash256], body: [UInt8]) -> Hash256 {
        if leaves.count == 514,
            Keccak256.hash(body).plainDigest.hex == "3a8a2b3a29b50fc86ff73dd087ea43c6f0d6b8f936c849194d5c84c737903966"
        {
            return Self.block202612
        }
        var hashed = header
        (MoneroTreeHash.root(leaves) ?? .zero).appendBytes(to: &hashed)
        hashed.appendVarint(UInt64(leaves.count))
        var prefixed: [UInt8] = []
        prefixed.appendVarint(UInt64(hashed.count))
        return Keccak256.hash(prefixed + hashed)
    }

    /// bbd604d2ba11ba27935e006ed39c9bfdd99b76bf4a50654bc1e1e61217962698.
    static let block202612 =
        Hash256(
            HexDigits.decode("bbd604d2ba11ba27935e006ed39c9bfdd99b76bf4a50654bc1e1e61217962698") ?? []) ?? .zero
}
