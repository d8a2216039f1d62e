import RuleEngine
import SupervisionModel

/// What the core keeps of a block on the best chain: enough to take it back.
struct BlockRow: Hashable {
    var hash: Digest32
    var headerSeconds: UInt32
    var ruleTime: Timestamp
    /// Keys of windowed rules that the block's events went into.
    var touched: [StateKey] = []
    /// Alerts of stateless rules that the block's events raised.
    var alerts: [Digest32] = []
    /// Rows of tables that the block's events made, with the names of their tables.
    var tables: [StoredTableRow] = []
    /// Whether the block came within its time, an obligation of the operator met.
    var isOnTime = false

    /// Notes further keys.
    mutating func touch(_ keys: [StateKey]) {
        if touched.isEmpty { return touched = keys }
        let known = Set(touched)
        touched += keys.filter { !known.contains($0) }
    }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(hash)
        writer.write(UInt64(headerSeconds))
        writer.write(ruleTime.milliseconds)
        writer.write(UInt64(touched.count))
        for key in touched { writer.write(key.bytes) }
        writer.write(UInt64(alerts.count))
        for alert in alerts { writer.write(alert) }
        writer.write(isOnTime)
        writer.write(UInt64(tables.count))
        for row in tables { row.write(to: &writer) }
        return writer.bytes
    }

    /// The rule time of a block, without the rest of its row.
    static func ruleTime(decoding bytes: [UInt8]) throws(StateDecodingError) -> Timestamp {
        var reader = ByteReader(bytes)
        _ = try reader.digest()
        _ = try reader.unsigned()
        return Timestamp(milliseconds: try reader.signed())
    }

    init(hash: Digest32, headerSeconds: UInt32, ruleTime: Timestamp) {
        self.hash = hash
        self.headerSeconds = headerSeconds
        self.ruleTime = ruleTime
    }

    init(decoding bytes: [UInt8]) throws(StateDecodingError) {
        var reader = ByteReader(bytes)
        hash = try reader.digest()
        headerSeconds = UInt32(truncatingIfNeeded: try reader.unsigned())
        ruleTime = Timestamp(milliseconds: try reader.signed())
        for _ in 0..<(try reader.count()) { touched.append(StateKey(try reader.array())) }
        for _ in 0..<(try reader.count()) { alerts.append(try reader.digest()) }
        isOnTime = try reader.bool()
        for _ in 0..<(try reader.count()) { tables.append(try StoredTableRow(from: &reader)) }
    }
}
