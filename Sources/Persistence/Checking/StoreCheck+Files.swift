import GRDB
import Glibc
import SupervisionModel
import TransparencyLog

/// The files as files: what they are for, what they were when the store was closed, and whether SQLite can walk them.
extension StoreCheck {
    func checkDescription() -> StoreDescription? {
        section("store.json") {
            guard let text = try DurableFile.read(layout.description, limit: StoreDescription.maximumBytes) else {
                throw StoreError(.missing, layout.description)
            }
            return try StoreDescription(text, path: layout.description)
        }
    }

    func checkSignedHeadFile(_ description: StoreDescription?) {
        section("signed-head") {
            guard let signed = try SignedHeadFile(path: layout.signedHead).read() else { return }
            if let description, !signed.origin.utf8.elementsEqual(description.origin.utf8) {
                find(
                    "signed-head", "origin", "it is of origin \(signed.origin), the store of \(description.origin)",
                    "其 origin 为 \(signed.origin)，存储为 \(description.origin)")
            }
        }
    }

    /// Compares the files with what they were when the store was closed.
    func checkSeal() {
        section("seal") {
            guard let seal = try StoreSeal.read(layout) else { return }
            report.isSealed = true
            for sealed in seal.files {
                let path = layout.directory + "/" + sealed.name
                guard access(path, F_OK) == 0 else {
                    find(sealed.name, "–", "the file is gone", "文件已丢失")
                    continue
                }
                guard let found = try StoreSeal.read(path, name: sealed.name) else { continue }
                if found.byteCount != sealed.byteCount {
                    find(
                        sealed.name, "–", "it has \(found.byteCount) bytes, \(sealed.byteCount) when it was closed",
                        "现有 \(found.byteCount) 字节，关闭时为 \(sealed.byteCount) 字节")
                }
                report(StoreSeal.differences(sealed, found), of: sealed.name, path: path)
            }
        }
    }

    private func report(_ blocks: [Int], of name: String, path: String) {
        guard !blocks.isEmpty else { return }
        let tables = pages(path)
        for block in blocks {
            let start = block * StoreSeal.blockBytes
            let table = tables[block].map { "; \($0)" } ?? ""
            find(
                name, "bytes \(start) ..< \(start + StoreSeal.blockBytes)\(table)",
                "they are not what they were when the store was closed", "与存储关闭时的内容不同")
        }
    }

    /// Which table or index each page belongs to, where SQLite can still say so.
    private func pages(_ path: String) -> [Int: String] {
        guard path.hasSuffix(".sqlite") else { return [:] }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return [:] }
        defer { try? queue.close() }
        let rows = try? queue.read { database in
            try Row.fetchAll(database, sql: "SELECT name, pageno, pagetype FROM dbstat").map { row in
                (name: row["name"] as String, page: row["pageno"] as Int64)
            }
        }
        // SQLite counts pages from 1; their size is that of a block.
        return Dictionary((rows ?? []).map { (Int($0.page) - 1, $0.name) }) { first, _ in first }
    }

    // MARK: Structure

    func checkStructure(_ database: LedgerDatabase) throws {
        try database.read { try checkIntegrity($0, "ledger.sqlite") }
    }

    func checkKeyStructure() throws {
        guard access(layout.keys, F_OK) == 0 else {
            return find("keys.sqlite", "–", "the file is gone", "文件已丢失")
        }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: layout.keys, configuration: configuration)
        defer { try? queue.close() }
        try queue.read { try checkIntegrity($0, "keys.sqlite") }
    }

    /// SQLite's own check: pages, rows, and that indexes agree with tables.
    private func checkIntegrity(_ connection: Database, _ file: String) throws {
        for line in try String.fetchAll(connection, sql: "PRAGMA integrity_check(20)") where line != "ok" {
            find(file, "SQLite", line, line)
        }
    }
}
