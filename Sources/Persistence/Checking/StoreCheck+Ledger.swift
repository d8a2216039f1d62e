import AuditLedger
import GRDB
import SupervisionModel
import TransparencyLog

/// Records, items, tiles, head, checkpoints: everything from the bytes up.
extension StoreCheck {
    private static let file = "ledger.sqlite"

    /// In one reading transaction, so that a running node may go on writing.
    func checkLedger(
        _ connection: Database, _ database: LedgerDatabase, _ keys: SaltKeyStore, _ description: StoreDescription,
        _ progress: (UInt64, UInt64) -> Void
    ) throws {
        let edges = LedgerEdgeReader(database: database)
        let head = try edges.head(connection)
        var signed = try checkpoints(connection, database)
        if let file = try SignedHeadFile(path: layout.signedHead).read() {
            if file.size > head.size {
                find(
                    "signed-head", "size \(file.size)", "the ledger has \(head.size) records, \(file.size) were signed",
                    "账本有 \(head.size) 条记录，已签名 \(file.size) 条")
            }
            signed.append((file.size, file.root, nil))
        }
        signed.sort { $0.size < $1.size }
        var remaining = signed[...]
        var assembler = TileAssembler()
        var lastTime: Timestamp?
        compare(&remaining, assembler, description)
        let items = try database.statement(
            connection, "SELECT k, subject, bytes, leaf_hash FROM item WHERE id >= ? AND id < ? ORDER BY id")
        let records = try database.statement(
            connection, "SELECT seq, bytes, leaf_hash, sealed FROM record ORDER BY seq")
        while try records.next() {
            let sequence = UInt64(clamping: records.integer(0))
            guard sequence < head.size else {
                find(Self.file, "record \(sequence)", "it lies beyond the head", "位于树头之后")
                continue
            }
            if sequence != assembler.size {
                find(
                    Self.file, "record \(assembler.size)", "it is missing; the next one is \(sequence)",
                    "缺失；下一条为 \(sequence)")
                records.reset()
                return
            }
            let bytes = records.bytes(1)
            let leaf = hasher.leaf(bytes)
            if try leaf != records.hash(2) {
                find(Self.file, "record \(sequence)", "its bytes are not those of its hash", "内容与其哈希不符")
            }
            check(sequence, bytes, sealed: records.optionalBytes(3), &lastTime, try rows(items, sequence), keys)
            var full: [Tile] = []
            assembler.append(leaf, hasher: hasher) { full.append($0) }
            for tile in full { try check(tile, connection, database) }
            compare(&remaining, assembler, description)
            report.records += 1
            if report.records.isMultiple(of: 1024) { progress(report.records, head.size) }
        }
        report.root = assembler.root(hasher: hasher)
        try finish(assembler, head, connection, database)
    }

    // MARK: Records and items

    private struct ItemRow {
        let index: UInt32
        let subject: [UInt8]?
        let bytes: [UInt8]?
        let leaf: Hash
    }

    private func rows(_ select: PreparedStatement, _ sequence: UInt64) throws -> [ItemRow] {
        try select.bind(Int64(sequence << LedgerSchema.itemBits), at: 1)
        try select.bind(Int64((sequence + 1) << LedgerSchema.itemBits), at: 2)
        var rows: [ItemRow] = []
        while try select.next() {
            rows.append(
                ItemRow(
                    index: UInt32(clamping: select.integer(0)), subject: select.optionalBytes(1),
                    bytes: select.optionalBytes(2), leaf: try select.hash(3)))
        }
        return rows
    }

    private func check(
        _ sequence: UInt64, _ bytes: [UInt8], sealed: [UInt8]?, _ lastTime: inout Timestamp?, _ rows: [ItemRow],
        _ keys: SaltKeyStore
    ) {
        let record: LedgerRecord
        do {
            record = try LedgerRecord(decoding: bytes)
        } catch {
            return find(Self.file, "record \(sequence)", "\(error)", "\(error)")
        }
        if record.sequence != sequence {
            find(
                Self.file, "record \(sequence)", "it says it is number \(record.sequence)", "其自称编号 \(record.sequence)")
        }
        if let lastTime, record.time < lastTime {
            find(Self.file, "record \(sequence)", "its time is before that of the one before", "时间早于前一条记录")
        }
        lastTime = record.time
        if decodes, case .open(let object) = record.input {
            section(Self.file) {
                do { _ = try Input(json: .object(object)) } catch {
                    find(Self.file, "record \(sequence)", "its input: \(error)", "输入：\(error)")
                }
            }
        }
        let day = SaltKeyReference.day(Day(containing: record.time))
        checkSealed(record, sealed, key(day, sequence, keys))
        for (place, row) in rows.enumerated() { check(row, place, sequence, day, keys) }
        guard case .present(let padding)? = key(day, sequence, keys) else { return }
        let leaves = rows.map { SaltedItem.erased(leaf: $0.leaf) }
        let tree = try? ResultTree(sequence: sequence, items: leaves, paddingKey: padding, hasher: hasher)
        if tree?.root != record.result {
            find(
                Self.file, "record \(sequence)", "its \(rows.count) items do not lead to its result",
                "其 \(rows.count) 个结果项与结果根不符")
        }
    }

    private func check(_ row: ItemRow, _ place: Int, _ sequence: UInt64, _ day: SaltKeyReference, _ keys: SaltKeyStore)
    {
        report.items += 1
        let name = "item \(sequence)/\(row.index)"
        if row.index != UInt32(place) {
            find(Self.file, "item \(sequence)/\(place)", "it is missing", "缺失")
        }
        guard let bytes = row.bytes else {
            report.erased += 1
            return
        }
        var reference = day
        if let subject = row.subject {
            guard let entity = EntityRef(canonicalBytes: subject) else {
                return find(Self.file, name, "its subject is no reference", "主体标识无法读取")
            }
            reference = .subject(entity)
        }
        switch key(reference, sequence, keys) {
        case .present(let key)?:
            let salt = Salt.make(key: key, sequence: sequence, index: row.index, hasher: hasher)
            if ResultTree.leaf(payload: bytes.span, salt: salt, hasher: hasher) != row.leaf {
                find(
                    Self.file, name, "its bytes, subject or key are not those of its hash", "内容、主体或密钥与其哈希不符")
            }
        case .erased?: report.erased += 1
        case nil: find("keys.sqlite", name, "the key that salts it is missing", "缺少其盐密钥")
        }
    }

    private func checkSealed(_ record: LedgerRecord, _ sealed: [UInt8]?, _ key: SaltKey?) {
        guard case .sealed(let commitment) = record.input else { return }
        guard let sealed else {
            report.erased += 1
            return
        }
        guard case .present(let key)? = key else { return }
        if RecordInput.commitment(to: sealed, key: key, sequence: record.sequence, hasher: hasher) != commitment {
            find(
                Self.file, "record \(record.sequence)", "its sealed input is not what it committed to",
                "封存的输入与其承诺不符")
        }
    }

    private func key(_ reference: SaltKeyReference, _ sequence: UInt64, _ keys: SaltKeyStore) -> SaltKey? {
        section("keys.sqlite") { try keys.key(of: reference, at: sequence) } ?? nil
    }

    // MARK: Tiles and head

    private func check(_ tile: Tile, _ connection: Database, _ database: LedgerDatabase) throws {
        report.tiles += 1
        let select = try database.statement(connection, "SELECT bytes FROM tile WHERE id = ?")
        try select.bind(LedgerTiles.rowID(tile.coordinate), at: 1)
        guard try select.next() else {
            return find(Self.file, tile.coordinate.path, "the tile is missing", "tile 缺失")
        }
        defer { select.reset() }
        compare(select.bytes(0), tile)
    }

    private func compare(_ found: [UInt8], _ tile: Tile) {
        let expected = tile.bytes
        guard found != expected else { return }
        let byte = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? min(found.count, expected.count)
        find(
            Self.file, tile.coordinate.path, "hash \(byte / Hash.byteCount) is not the one that the records give",
            "第 \(byte / Hash.byteCount) 个哈希与记录不符")
    }

    private func finish(
        _ assembler: TileAssembler, _ head: LedgerHead, _ connection: Database, _ database: LedgerDatabase
    ) throws {
        if assembler.size != head.size {
            find(
                Self.file, "head", "it says \(head.size) records, there are \(assembler.size)",
                "树头为 \(head.size) 条记录，实际 \(assembler.size) 条")
        } else if report.root != head.root {
            find(
                Self.file, "head", "its root is \(head.root), the records give \(report.root)",
                "其根为 \(head.root)，记录得出 \(report.root)")
        }
        let count = try Int64.fetchOne(connection, sql: "SELECT count(*) FROM tile") ?? 0
        if count != Int64(report.tiles) {
            find(
                Self.file, "tiles", "there are \(count), the records give \(report.tiles)",
                "现有 \(count) 个，记录得出 \(report.tiles) 个")
        }
        var levels: Set<Int64> = []
        for tile in assembler.partialTiles where tile.coordinate.level > 0 {
            levels.insert(Int64(tile.coordinate.level))
            let select = try database.statement(connection, "SELECT bytes FROM edge WHERE level = ?")
            try select.bind(Int64(tile.coordinate.level), at: 1)
            let found = try select.next() ? select.bytes(0) : []
            select.reset()
            compare(found, tile)
        }
        for level in try Int64.fetchAll(connection, sql: "SELECT level FROM edge WHERE length(bytes) > 0")
        where !levels.contains(level) {
            find(Self.file, "edge \(level)", "there is no such edge", "不应存在该边缘")
        }
        section(Self.file) { _ = try LedgerEdgeReader(database: database).readChecked(connection) }
    }

    // MARK: Checkpoints

    private typealias Signed = (size: UInt64, root: Hash, note: [UInt8]?)

    private func checkpoints(_ connection: Database, _ database: LedgerDatabase) throws -> [Signed] {
        let select = try database.statement(connection, "SELECT size, root, note FROM checkpoint ORDER BY size")
        var signed: [Signed] = []
        while try select.next() {
            signed.append((UInt64(clamping: select.integer(0)), try select.hash(1), select.bytes(2)))
        }
        return signed
    }

    /// Compares the signed heads of the size that is reached.
    private func compare(
        _ remaining: inout ArraySlice<Signed>, _ assembler: TileAssembler, _ description: StoreDescription
    ) {
        while let next = remaining.first, next.size <= assembler.size {
            remaining.removeFirst()
            let root = assembler.root(hasher: hasher)
            let place = next.note == nil ? "size \(next.size)" : "checkpoint \(next.size)"
            let file = next.note == nil ? "signed-head" : Self.file
            if next.root != root {
                find(
                    file, place, "its root is \(next.root), the records give \(root)",
                    "其根为 \(next.root)，记录得出 \(root)")
            }
            if let note = next.note { check(note, next, description) }
        }
    }

    private func check(_ note: [UInt8], _ row: Signed, _ description: StoreDescription) {
        report.checkpoints += 1
        let place = "checkpoint \(row.size)"
        do {
            let signed = try SignedCheckpoint(parsing: note)
            let checkpoint = signed.checkpoint
            guard checkpoint.size == row.size, checkpoint.root == row.root,
                checkpoint.origin.utf8.elementsEqual(description.origin.utf8)
            else {
                return find(Self.file, place, "its note speaks of another head", "其签注所述为另一树头")
            }
            if let verifier { _ = try signed.note.verify(with: [verifier]) }
        } catch {
            find(Self.file, place, "its note: \(error)", "其签注：\(error)")
        }
    }
}
