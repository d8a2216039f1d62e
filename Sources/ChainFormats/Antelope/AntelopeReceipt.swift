public import ChainCrypto

/// What a block says of one transaction: how it ended, what it cost, and the transaction or its id.
public struct AntelopeReceipt: Hashable, Sendable {
    /// How a transaction ended (`transaction_receipt_header::status_enum`).
    public enum Status: UInt8, Hashable, Sendable {
        case executed, softFail, hardFail, delayed, expired
    }

    public let status: Status
    /// Microseconds billed.
    public let processorMicroseconds: UInt32
    /// Words of eight bytes billed.
    public let netWords: UInt64
    /// The transaction id; nil where it cannot be told because the transaction is compressed.
    public let identifier: Hash256?
    /// Transfers of the system's token that the transaction asks for directly. What contracts do on their own is not in
    /// the block.
    public let transfers: [AntelopeTransfer]
    /// The leaf of the tree that `AntelopeHeader.transactionRoot` is the root of.
    let digest: Hash256

    static func read(_ reader: inout ByteReader, _ span: RawSpan) throws(DecodeError) -> AntelopeReceipt {
        let start = reader.offset
        let tag = try reader.readUInt8()
        guard let status = Status(rawValue: tag) else {
            throw DecodeError(.unknownTag, at: start, found: UInt64(tag), expected: 4)
        }
        let microseconds = try reader.readUInt32()
        let words = try reader.readVarint()
        let kind = reader.offset
        let isPacked = try reader.readFlag()
        var digested = span.extracting(start..<kind).withUnsafeBytes { Array($0) }
        guard isPacked else {
            // Only the id: a transaction that was delayed before.
            let identifier = try reader.readHash(span)
            identifier.appendBytes(to: &digested)
            return AntelopeReceipt(
                status: status, processorMicroseconds: microseconds, netWords: words, identifier: identifier,
                transfers: [], digest: SHA256.hash(digested))
        }
        let prunable = reader.offset
        for _ in 0..<(try reader.readVarintCount(minimumSize: 66)) { try reader.skipSignature() }
        let compressionOffset = reader.offset
        let isCompressed = try reader.readFlag()
        let contextFree = reader.offset
        _ = try reader.readVarintBytes()
        let packedStart = reader.offset
        let packed = try reader.readVarintBytes()
        // Signatures and context-free data may be pruned, so they are hashed apart (`packed_transaction`).
        let apart =
            span.extracting(prunable..<compressionOffset).withUnsafeBytes { Array($0) }
            + span.extracting(contextFree..<packedStart).withUnsafeBytes { Array($0) }
        let kept =
            [isCompressed ? 1 : 0] + span.extracting(packedStart..<packed.upperBound).withUnsafeBytes { Array($0) }
        SHA256.hash(kept + SHA256.hash(apart).bytes).appendBytes(to: &digested)
        let transaction = span.extracting(packed)
        return AntelopeReceipt(
            status: status, processorMicroseconds: microseconds, netWords: words,
            identifier: isCompressed ? nil : SHA256.hash(transaction),
            transfers: isCompressed || status != .executed ? [] : AntelopeTransfer.all(in: transaction),
            digest: SHA256.hash(digested))
    }
}
