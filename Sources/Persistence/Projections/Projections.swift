import GRDB
public import SupervisionModel

/// What is shown, as it follows from the committed records: alerts, cases, findings, scores.
///
/// One table for all kinds: the JSON is what is shown, `order` is the order of the list, and filters look into the
/// JSON. A kind needs no migration, and the whole table can be dropped and made again from the ledger.
public struct Projections: Sendable {
    private let database: LedgerDatabase

    init(database: LedgerDatabase) {
        self.database = database
    }

    /// A member of the shown JSON object that must be this string.
    public struct Filter: Sendable, Hashable {
        public let member: String
        public let value: String

        /// - Parameter member: letters and digits only; anything else matches nothing.
        public init(member: String, is value: String) {
            self.member = member
            self.value = value
        }
    }

    /// One thing that is shown.
    public struct Row: Sendable {
        public let id: String
        public let order: Int64
        public let value: JSONValue
    }

    /// The thing of that kind and id.
    public func row(_ kind: String, id: String) throws(StoreError) -> Row? {
        try rows("kind = ?1 AND id = ?2") { statement in
            try statement.bind(kind, at: 1)
            try statement.bind(id, at: 2)
        }.first
    }

    /// Things whose id begins with `prefix`, at most `limit`: for ids that people type.
    public func rows(_ kind: String, idPrefix prefix: String, limit: Int) throws(StoreError) -> [Row] {
        try rows("kind = ?1 AND substr(id, 1, length(?2)) = ?2 ORDER BY id LIMIT ?3") { statement in
            try statement.bind(kind, at: 1)
            try statement.bind(prefix, at: 2)
            try statement.bind(Int64(max(0, limit)), at: 3)
        }
    }

    /// Things of a kind in ascending (or descending) order, those that meet all filters.
    ///
    /// - Parameter offset: how many to skip.
    public func list(
        _ kind: String, filters: [Filter] = [], newestFirst: Bool = false, offset: Int = 0, limit: Int
    ) throws(StoreError) -> [Row] {
        let direction = newestFirst ? "DESC" : "ASC"
        let conditions = Self.conditions(filters, from: 4)
        return try rows(
            "kind = ?1\(conditions) ORDER BY ord \(direction), id \(direction) LIMIT ?2 OFFSET ?3"
        ) { statement in
            try statement.bind(kind, at: 1)
            try statement.bind(Int64(max(0, limit)), at: 2)
            try statement.bind(Int64(max(0, offset)), at: 3)
            try Self.bind(filters, statement, from: 4)
        }
    }

    /// How many things of a kind meet all filters.
    public func count(_ kind: String, filters: [Filter] = []) throws(StoreError) -> Int {
        try database.read { connection in
            let select = try database.statement(
                connection, "SELECT count(*) FROM projection WHERE kind = ?1\(Self.conditions(filters, from: 2))")
            try select.bind(kind, at: 1)
            try Self.bind(filters, select, from: 2)
            guard try select.next() else { return 0 }
            defer { select.reset() }
            return Int(select.integer(0))
        }
    }

    private static func conditions(_ filters: [Filter], from position: Int32) -> String {
        var text = ""
        for index in filters.indices {
            let first = position + 2 * Int32(index)
            text += " AND json_extract(json, ?\(first)) = ?\(first + 1)"
        }
        return text
    }

    private static func bind(_ filters: [Filter], _ statement: PreparedStatement, from position: Int32) throws {
        for (index, filter) in filters.enumerated() {
            let isPlain = filter.member.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: false
                }
            }
            try statement.bind(isPlain ? "$.\(filter.member)" : "$.\"\"", at: position + 2 * Int32(index))
            try statement.bind(filter.value, at: position + 2 * Int32(index) + 1)
        }
    }

    private func rows(
        _ condition: String, _ bind: (PreparedStatement) throws -> Void
    ) throws(StoreError) -> [Row] {
        try database.read { connection in
            let select = try database.statement(connection, "SELECT id, ord, json FROM projection WHERE \(condition)")
            try bind(select)
            var rows: [Row] = []
            while try select.next() {
                let json = select.bytes(2)
                do {
                    let value = try CanonicalJSON.decode(json, maximumBytes: ProjectionChange.maximumBytes)
                    rows.append(Row(id: select.text(0), order: select.integer(1), value: value))
                } catch let error as JSONError {
                    throw StoreError(.damaged, "\(database.path): projection \(select.text(0)): \(error)")
                }
            }
            return rows
        }
    }
}
