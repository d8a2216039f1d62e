public import ChainCrypto

/// The header of an Antelope (EOSIO) block.
///
/// Layout, little-endian: timestamp 4, producer 8, confirmed 2, previous 32, transaction root 32, action root 32,
/// schedule version 4, optional new producers, list of extensions.
public struct AntelopeHeader: Hashable, Sendable {
    /// Half-seconds since 2000-01-01 UTC.
    public let slot: UInt32
    public let producer: AntelopeName
    /// Blocks the producer confirms with this one.
    public let confirmed: UInt16
    public let previous: Hash256
    public let transactionRoot: Hash256
    /// Root over the receipts of actions, which the block does not carry.
    public let actionRoot: Hash256
    public let scheduleVersion: UInt32
    /// How many producers a new schedule names; nil: no new schedule.
    public let newProducerCount: Int?
    /// The block id: SHA-256 of the header with its first four bytes replaced by the number, big-endian.
    public let hash: Hash256

    /// The number of the block: that in the first four bytes of the parent's id, and one; nil after the last number.
    public var number: UInt32? {
        let (next, overflow) = Self.number(of: previous).addingReportingOverflow(1)
        return overflow ? nil : next
    }

    /// The number of a block in its id.
    public static func number(of identifier: Hash256) -> UInt32 {
        UInt32(truncatingIfNeeded: identifier.words.0).byteSwapped
    }

    /// Milliseconds since 1970.
    public var milliseconds: Int64 { 946_684_800_000 + 500 * Int64(slot) }

    static func read(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> AntelopeHeader {
        let start = reader.offset
        let slot = try reader.readUInt32()
        let producer = AntelopeName(try reader.readUInt64())
        let confirmed = try reader.readUInt16()
        let previous = try reader.readHash(span)
        let transactionRoot = try reader.readHash(span)
        let actionRoot = try reader.readHash(span)
        let scheduleVersion = try reader.readUInt32()
        var newProducerCount: Int?
        if try reader.readFlag() {
            try reader.skip(4)
            let count = try reader.readVarintCount(minimumSize: 42)
            for _ in 0..<count {
                try reader.skip(8)
                try reader.skipPublicKey()
            }
            newProducerCount = count
        }
        try reader.skipExtensions()
        var words = SHA256.hash(span.extracting(start..<reader.offset)).words
        let number = number(of: previous) &+ 1
        words.0 = words.0 & 0xffff_ffff_0000_0000 | UInt64(number.byteSwapped)
        return AntelopeHeader(
            slot: slot, producer: producer, confirmed: confirmed, previous: previous,
            transactionRoot: transactionRoot, actionRoot: actionRoot, scheduleVersion: scheduleVersion,
            newProducerCount: newProducerCount, hash: Hash256(words: words))
    }
}
