import GRDB
import TransparencyLog

/// Reads tiles of the tree of one size inside one database access: full ones as they are stored, partial ones from the
/// right edge.
struct LedgerTiles: TileReader {
    let database: LedgerDatabase
    let connection: Database

    static func rowID(_ tile: TileCoordinate) -> Int64 {
        Int64(tile.level) << 56 | Int64(tile.index)
    }

    /// - Throws: `store.damaged` when the hashes are not all there.
    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        let expected = coordinate.width * Hash.byteCount
        let bytes = try stored(coordinate)
        guard bytes.count >= expected else {
            throw StoreError(
                .damaged, "\(database.path): \(coordinate.path) has \(bytes.count) bytes, expected \(expected)")
        }
        return bytes.count == expected ? bytes : Array(bytes[..<expected])
    }

    private func stored(_ coordinate: TileCoordinate) throws -> [UInt8] {
        let full = try database.statement(connection, "SELECT bytes FROM tile WHERE id = ?")
        try full.bind(Self.rowID(coordinate), at: 1)
        if try full.next() {
            defer { full.reset() }
            return full.bytes(0)
        }
        return coordinate.level == 0 ? try leaves(coordinate) : try edge(level: coordinate.level)
    }

    private func leaves(_ coordinate: TileCoordinate) throws -> [UInt8] {
        let select = try database.statement(
            connection, "SELECT leaf_hash FROM record WHERE seq >= ? AND seq < ? ORDER BY seq")
        let first = Int64(coordinate.index) * Int64(TileCoordinate.fullWidth)
        try select.bind(first, at: 1)
        try select.bind(first + Int64(coordinate.width), at: 2)
        var bytes: [UInt8] = []
        while try select.next() { try select.hash(0).append(to: &bytes) }
        return bytes
    }

    private func edge(level: Int) throws -> [UInt8] {
        let select = try database.statement(connection, "SELECT bytes FROM edge WHERE level = ?")
        try select.bind(Int64(level), at: 1)
        guard try select.next() else { return [] }
        defer { select.reset() }
        return select.bytes(0)
    }
}
