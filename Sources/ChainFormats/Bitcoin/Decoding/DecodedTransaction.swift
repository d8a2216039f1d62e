public import ChainCrypto

/// A single transaction, as publishers of unconfirmed transactions send it.
public struct DecodedTransaction: Sendable {
    /// The bytes as received, owned.
    public let bytes: [UInt8]
    /// One transaction with its inputs and outputs.
    public let table: TransactionTable
    public let entry: TransactionEntry
    /// SHA-256d of the legacy form.
    public let identifier: Hash256
    /// SHA-256d of the form with witnesses; the same as `identifier` when there are none.
    public let witnessIdentifier: Hash256

    /// Decodes the bytes of exactly one transaction with at least one input.
    public init(_ bytes: [UInt8], network: BitcoinNetwork) throws(DecodeError) {
        guard bytes.count <= network.maximumBlockBytes else {
            throw DecodeError(
                .tooLarge, at: 0, found: UInt64(bytes.count), expected: UInt64(network.maximumBlockBytes))
        }
        let span = bytes.span.bytes
        var reader = ByteReader(span)
        var table = TransactionTable()
        try table.append(&reader, allowedFlags: network.transactionFlags)
        guard reader.remaining == 0, let entry = table.transactions.first else {
            throw DecodeError(.trailingBytes, at: reader.offset, found: UInt64(reader.remaining))
        }
        let identifier = span.withUnsafeBytes { entry.identifier(in: $0) }
        self.witnessIdentifier = span.withUnsafeBytes { entry.witnessIdentifier(in: $0, identifier: identifier) }
        self.identifier = identifier
        self.entry = entry
        self.table = table
        self.bytes = bytes
    }
}
