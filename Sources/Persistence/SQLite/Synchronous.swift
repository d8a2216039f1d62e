import GRDB

/// `PRAGMA synchronous=FULL` on a writing connection, and the proof that it holds.
///
/// GRDB sets NORMAL whenever it sets up WAL, after the preparation of the connection (`Database.setUpWALMode`), and
/// NORMAL loses committed transactions at power loss (https://sqlite.org/pragma.html#pragma_synchronous). So this
/// comes after the opening, outside of transactions, in which SQLite ignores the change.
enum Synchronous {
    static let full = 2

    static func setFull(_ writer: some DatabaseWriter, path: String) throws {
        try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let level = try level(writer)
        guard level == full else {
            throw StoreError(.inputOutput, "\(path): synchronous is \(level), FULL was set")
        }
    }

    static func level(_ writer: some DatabaseWriter) throws -> Int {
        try writer.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") } ?? -1
    }
}
