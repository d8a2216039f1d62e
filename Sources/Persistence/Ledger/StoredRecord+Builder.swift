public import AuditLedger
public import SupervisionModel

extension StoredRecord {
    /// What `RecordBuilder` made, with what it was made from.
    ///
    /// - Parameters:
    ///   - sealed: the bytes behind the commitment of a sealed input.
    ///   - items: subject and payload of each item, in the order given to the builder; the leaf hashes are the
    ///     builder's.
    public init(
        _ output: RecordBuilder.Output, sealed: [UInt8]? = nil, idempotencyKey: [UInt8]? = nil,
        items: [(subject: EntityRef?, payload: [UInt8])]
    ) {
        precondition(items.count == output.result.itemCount, "as many items as the record was built with")
        self.init(
            sequence: output.record.sequence, bytes: output.bytes, leafHash: output.leaf, sealed: sealed,
            idempotencyKey: idempotencyKey,
            items: zip(items, output.result.leaves).map { item, leaf in
                StoredItem(subject: item.subject?.canonicalBytes, bytes: item.payload, leafHash: leaf)
            })
    }
}
