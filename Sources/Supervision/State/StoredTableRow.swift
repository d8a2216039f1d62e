import RuleEngine
import SupervisionModel

/// A row of an as-of table as the state keeps it: with the table's name, because its index is that of one pack only.
struct StoredTableRow: Hashable {
    let table: String
    let key: String
    let from: Timestamp
    let value: Scalar
    let source: EvidenceRef

    init?(_ row: TableRow, _ rules: RuleSet) {
        guard let source = row.source else { return nil }
        table = rules.tables[row.table].id
        key = row.key
        from = row.from
        value = row.value
        self.source = source
    }

    /// The row under the index that its table has in these rules; `nil` when they have no such table.
    func row(in rules: RuleSet) -> TableRow? {
        rules.tables.firstIndex { $0.id.utf8.elementsEqual(table.utf8) }.map {
            TableRow(table: $0, key: key, from: from, value: value, source: source)
        }
    }

    func write(to writer: inout ByteWriter) {
        writer.write(table)
        writer.write(key)
        writer.write(from.milliseconds)
        value.write(to: &writer)
        source.write(to: &writer)
    }

    var encoded: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    init(from reader: inout ByteReader) throws(StateDecodingError) {
        table = try reader.string()
        key = try reader.string()
        from = Timestamp(milliseconds: try reader.signed())
        value = try Scalar(from: &reader)
        source = try EvidenceRef(from: &reader)
    }
}
