import GRDB
public import SupervisionModel

/// What the store knows about the blocks of its chains, on the best chain and beside it. Sees what is committed.
public struct BlockDirectory: Sendable {
    private let database: LedgerDatabase

    init(database: LedgerDatabase) {
        self.database = database
    }

    private static let columns = "height, hash, parent, bytes, spent, connected, work, time"

    /// The block of that hash.
    public func block(_ chain: ChainID, hash: Digest32) throws(StoreError) -> BlockEntry? {
        try blocks(chain, "hash = ?") { try $0.bind(hash, at: 2) }.first
    }

    /// The block at that height on the best chain.
    public func block(_ chain: ChainID, height: UInt64) throws(StoreError) -> BlockEntry? {
        try blocks(chain, "height = ? AND connected = 1") { try $0.bind(Int64(clamping: height), at: 2) }.first
    }

    /// Every block known at that height, in the order of their hashes.
    public func allBlocks(_ chain: ChainID, height: UInt64) throws(StoreError) -> [BlockEntry] {
        try blocks(chain, "height = ? ORDER BY hash") { try $0.bind(Int64(clamping: height), at: 2) }
    }

    /// Up to `limit` blocks of the best chain from `height` on, ascending.
    public func bestChain(
        _ chain: ChainID, from height: UInt64, limit: Int
    ) throws(StoreError) -> [BlockEntry] {
        try blocks(chain, "height >= ? AND connected = 1 ORDER BY height LIMIT ?") {
            try $0.bind(Int64(clamping: height), at: 2)
            try $0.bind(Int64(max(0, limit)), at: 3)
        }
    }

    /// The highest block of the best chain.
    public func tip(_ chain: ChainID) throws(StoreError) -> BlockEntry? {
        try blocks(chain, "connected = 1 ORDER BY height DESC LIMIT 1") { _ in }.first
    }

    /// Hashes of the best chain from the tip down, the last ten, then at doubling distances, and the lowest known: what
    /// a peer needs to find the fork (Bitcoin Core, `chain.cpp`, `LocatorEntries`).
    public func locator(_ chain: ChainID) throws(StoreError) -> [Digest32] {
        guard let tip = try tip(chain), let lowest = try bestChain(chain, from: 0, limit: 1).first else { return [] }
        var hashes: [Digest32] = []
        var height = tip.height
        var step: UInt64 = 1
        while height > lowest.height {
            if let block = try block(chain, height: height) { hashes.append(block.hash) }
            if hashes.count >= 10 { step *= 2 }
            height = height - lowest.height > step ? height - step : lowest.height
        }
        hashes.append(lowest.hash)
        return hashes
    }

    private func blocks(
        _ chain: ChainID, _ condition: String, _ bind: (PreparedStatement) throws -> Void
    ) throws(StoreError) -> [BlockEntry] {
        try database.read { connection in
            let select = try database.statement(
                connection, "SELECT \(Self.columns) FROM block WHERE chain = ? AND \(condition)")
            try select.bind(chain.text, at: 1)
            try bind(select)
            var blocks: [BlockEntry] = []
            while try select.next() {
                blocks.append(
                    BlockEntry(
                        chain: chain, height: UInt64(clamping: select.integer(0)), hash: try select.digest(1),
                        parent: try select.digest(2), bytes: try select.digest(3),
                        spent: select.isNull(4) ? nil : try select.digest(4), isConnected: select.integer(5) == 1,
                        work: try select.digest(6), time: UInt32(clamping: select.integer(7))))
            }
            return blocks
        }
    }
}
