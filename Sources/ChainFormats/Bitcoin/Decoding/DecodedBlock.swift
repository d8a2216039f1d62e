public import ChainCrypto

/// A block whose bytes have the right structure: the bytes, where everything lies in them, and the transaction ids.
///
/// Structure only: nothing here says that the block is valid. `BlockVerifier` does.
public struct DecodedBlock: Sendable {
    /// The bytes as received, owned.
    public let bytes: [UInt8]
    public let header: BlockHeader
    /// Where transactions, inputs and outputs lie.
    public let table: TransactionTable
    /// Transaction ids in block order: SHA-256d of the legacy form.
    public let transactionIDs: [Hash256]
    /// Bytes of the block without witnesses (BIP 141 base size), extension block not counted.
    public let strippedSize: Int
    /// Offset after the last transaction. What follows is Litecoin's extension block, or nothing.
    public let transactionsEnd: Int

    /// Decodes a block.
    ///
    /// - Parameters:
    ///   - bytes: the serialised block: header, count, transactions, and for Litecoin the extension block.
    ///   - network: says which transaction flags exist, how large a block may be and whether an extension may follow.
    /// - Throws: the first thing wrong, with its offset. Memory is bounded by a small multiple of `bytes.count`.
    public init(_ bytes: [UInt8], network: BitcoinNetwork) throws(DecodeError) {
        // Offsets are kept in 32 bits.
        let limit = min(network.maximumBlockBytes, Int(UInt32.max))
        guard bytes.count <= limit else {
            throw DecodeError(.tooLarge, at: 0, found: UInt64(bytes.count), expected: UInt64(limit))
        }
        let span = bytes.span.bytes
        let header = try BlockHeader(span)
        var reader = ByteReader(span, from: BlockHeader.byteCount)
        let countOffset = reader.offset
        let count = try reader.readCount(minimumSize: TransactionTable.leastTransaction)
        guard count > 0 else { throw DecodeError(.noTransactions, at: countOffset, expected: 1) }
        var table = TransactionTable()
        table.reserve(transactions: count, byteCount: bytes.count)
        for _ in 0..<count { try table.append(&reader, allowedFlags: network.transactionFlags) }
        let end = reader.offset
        try Self.checkTrailer(&reader, span, table: table)
        self.header = header
        self.table = table
        self.transactionsEnd = end
        self.transactionIDs = Self.transactionIDs(span, table: table)
        self.strippedSize = table.transactions.reduce(
            BlockHeader.byteCount + CompactSize.length(UInt64(count))
        ) { $0 + $1.strippedSize }
        self.bytes = bytes
    }

    /// Litecoin: after an integrating transaction at the end of two or more, a presence byte and, if it is 1, the
    /// extension block follow (litecoin `CBlock::SerializationOp`). Anything else behind the transactions is refused.
    private static func checkTrailer(
        _ reader: inout ByteReader, _ span: RawSpan, table: TransactionTable
    ) throws(DecodeError) {
        let start = reader.offset
        if table.transactions.count >= 2, table.transactions.last?.integratesExtension == true {
            switch try reader.readUInt8() {
            case 0: break
            case 1:
                guard reader.remaining > 0 else { throw DecodeError(.truncated, at: reader.offset, expected: 1) }
                return
            case let tag: throw DecodeError(.unknownTag, at: start, found: UInt64(tag), expected: 1)
            }
        }
        guard reader.remaining == 0 else {
            throw DecodeError(.trailingBytes, at: reader.offset, found: UInt64(reader.remaining))
        }
    }

    private static func transactionIDs(_ span: RawSpan, table: TransactionTable) -> [Hash256] {
        span.withUnsafeBytes { buffer in
            table.transactions.map { $0.identifier(in: buffer) }
        }
    }
}

extension DecodedBlock {
    /// Number of transactions, coinbase included.
    public var transactionCount: Int { table.transactions.count }
    /// BIP 141 weight: three times the base size plus the total size. Nothing of Litecoin's extension counts: neither
    /// the block behind the transactions nor what the integrating transaction writes for it.
    public var weight: Int {
        var total = transactionsEnd
        if let last = table.transactions.last, last.integratesExtension {
            // The presence byte, and without witnesses the marker and flag as well.
            total -= last.hasWitness ? 1 : 3
        }
        return 3 * strippedSize + total
    }
    /// Length of what follows the transactions, in bytes; 0 unless the network has an extension block.
    public var extensionSize: Int { bytes.count - transactionsEnd }

    /// The outpoint an input spends.
    public func outpoint(of input: InputEntry) -> Outpoint {
        bytes.withUnsafeBytes { buffer in
            Outpoint(unchecked: buffer, at: Int(input.offset))
        }
    }

    /// The sequence number of an input.
    public func sequence(of input: InputEntry) -> UInt32 {
        bytes.withUnsafeBytes { buffer in
            UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: input.scriptRange.upperBound, as: UInt32.self))
        }
    }

    /// The version of a transaction.
    public func version(of transaction: TransactionEntry) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            Int32(littleEndian: buffer.loadUnaligned(fromByteOffset: Int(transaction.offset), as: Int32.self))
        }
    }

    /// The lock time of a transaction: a height below 500,000,000, else seconds since 1970.
    public func lockTime(of transaction: TransactionEntry) -> UInt32 {
        bytes.withUnsafeBytes { buffer in
            UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: Int(transaction.end) - 4, as: UInt32.self))
        }
    }

    /// The bytes of scriptSig, borrowed from the block.
    @_lifetime(borrow self)
    public func script(of input: InputEntry) -> RawSpan {
        bytes.span.bytes.extracting(input.scriptRange)
    }

    /// The bytes of scriptPubKey, borrowed from the block.
    @_lifetime(borrow self)
    public func script(of output: OutputEntry) -> RawSpan {
        bytes.span.bytes.extracting(output.scriptRange)
    }

    /// Whether an input has at least one witness item.
    func hasWitness(_ input: InputEntry) -> Bool {
        input.witnessOffset != 0 && bytes[Int(input.witnessOffset)] != 0
    }

    /// The byte ranges of the witness items of an input that has exactly two; nil for any other number.
    func witnessPair(of input: InputEntry) -> (first: Range<Int>, second: Range<Int>)? {
        guard input.witnessOffset != 0, bytes[Int(input.witnessOffset)] == 2 else { return nil }
        var reader = ByteReader(bytes.span.bytes, from: Int(input.witnessOffset) + 1)
        // The same bytes were read without error when the block was decoded.
        guard let first = try? reader.readItem(), let second = try? reader.readItem() else { return nil }
        return (first, second)
    }

    /// Byte ranges of the witness items of an input; empty when it has none.
    public func witness(of input: InputEntry) -> [Range<Int>] {
        guard input.witnessOffset != 0 else { return [] }
        var reader = ByteReader(bytes.span.bytes, from: Int(input.witnessOffset))
        var items: [Range<Int>] = []
        do {
            let count = try reader.readCount(minimumSize: 1)
            items.reserveCapacity(count)
            for _ in 0..<count { items.append(try reader.readItem()) }
        } catch {
            // The same bytes were read without error when the block was decoded.
            return []
        }
        return items
    }
}
