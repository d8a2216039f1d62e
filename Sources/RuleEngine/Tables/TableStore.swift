public import SupervisionModel

/// A row of an as-of table.
public struct TableRow: Hashable, Sendable {
    /// Index of the table in its `RuleSet`.
    public let table: Int
    public let key: String
    /// Valid from this moment until the next row of the key.
    public let from: Timestamp
    public let value: Scalar
    /// The event that made it; `nil` for a row of the pack.
    public let source: EvidenceRef?

    public init(table: Int, key: String, from: Timestamp, value: Scalar, source: EvidenceRef?) {
        self.table = table
        self.key = key
        self.from = from
        self.value = value
        self.source = source
    }

    public static func == (left: TableRow, right: TableRow) -> Bool {
        left.table == right.table && left.from == right.from && left.value == right.value
            && left.source == right.source && left.key.hasSameBytes(as: right.key)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(table)
        key.combineBytes(into: &hasher)
        hasher.combine(from)
    }

    /// Order of rows of one key: by validity, then by the place of their events; rows of the pack come first.
    fileprivate func precedes(_ other: TableRow) -> Bool {
        if from != other.from { return from < other.from }
        guard let mine = source?.position else { return other.source != nil }
        guard let theirs = other.source?.position else { return false }
        return mine < theirs
    }
}

/// Names what an evaluation asked of a table: every row of the key could have changed the answer.
public struct TableRead: Hashable, Sendable {
    public let table: Int
    public let key: String

    public init(table: Int, key: String) {
        self.table = table
        self.key = key
    }

    public static func == (left: TableRead, right: TableRead) -> Bool {
        left.table == right.table && left.key.hasSameBytes(as: right.key)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(table)
        key.combineBytes(into: &hasher)
    }
}

/// The as-of tables of a rule set as they stand. Belongs to one thread.
public final class TableStore {
    private var rows: [TableRead: [TableRow]] = [:]

    public init() {}

    /// Whether a row was put that was not there yet.
    @discardableResult
    public func insert(_ row: TableRow) -> Bool {
        let read = TableRead(table: row.table, key: row.key)
        var all = rows.removeValue(forKey: read) ?? []
        defer { rows[read] = all }
        let place = all.firstIndex { !$0.precedes(row) } ?? all.count
        guard place == all.count || all[place] != row else { return false }
        all.insert(row, at: place)
        return true
    }

    /// Whether the row was there.
    @discardableResult
    public func remove(_ row: TableRow) -> Bool {
        let read = TableRead(table: row.table, key: row.key)
        guard var all = rows.removeValue(forKey: read) else { return false }
        let place = all.firstIndex(of: row)
        if let place { all.remove(at: place) }
        if !all.isEmpty { rows[read] = all }
        return place != nil
    }

    /// The row in force at a moment.
    public func row(_ table: Int, _ key: String, at moment: Timestamp) -> TableRow? {
        guard let all = rows[TableRead(table: table, key: key)] else { return nil }
        return all.last { $0.from <= moment }
    }
}
