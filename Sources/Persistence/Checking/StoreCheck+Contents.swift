import GRDB
import Glibc
import SupervisionModel

/// Contents and archived blocks by their digests.
extension StoreCheck {
    func checkContents(_ connection: Database, _ database: LedgerDatabase) throws {
        let select = try database.statement(connection, "SELECT sha256, bytes FROM content")
        while try select.next() {
            let digest = try select.digest(0)
            report.contents += 1
            if select.withBytes(1, { Digest32.sha256($0) }) != digest {
                find("ledger.sqlite", "content \(digest)", "its bytes have another digest", "内容的摘要不符")
            }
        }
        let blocks = try database.statement(
            connection,
            """
            SELECT chain, height, bytes FROM block WHERE bytes NOT IN (SELECT sha256 FROM archived)
            AND bytes NOT IN (SELECT sha256 FROM content)
            """)
        while try blocks.next() {
            find(
                "ledger.sqlite", "block \(blocks.text(0))/\(blocks.integer(1))", "the archive does not have its bytes",
                "存档中没有其原始字节")
        }
    }

    func checkArchive(_ connection: Database, _ database: LedgerDatabase) throws {
        let select = try database.statement(
            connection, "SELECT sha256, segment, offset, length FROM archived ORDER BY segment, offset")
        var open: (number: UInt32, file: OpenFile)?
        while try select.next() {
            let (digest, segment) = (try select.digest(0), UInt32(clamping: select.integer(1)))
            let (offset, length) = (UInt64(clamping: select.integer(2)), UInt32(clamping: select.integer(3)))
            report.blocks += 1
            let path = ArchiveSegment.path(layout.archive, segment)
            let name = "archive/" + String(path.split(separator: "/").last ?? "")
            if open?.number != segment {
                guard access(path, F_OK) == 0 else {
                    find(name, "–", "the file is gone", "文件已丢失")
                    continue
                }
                open = (segment, try OpenFile(path, flags: O_RDONLY))
            }
            guard let file = open?.file else { continue }
            let found = try ArchiveSegment.frame(
                file, segment: segment, at: offset, fileEnd: UInt64(try file.byteCount()))
            if found?.length != length || found?.digest != digest {
                find(
                    name, "bytes \(offset) ..< \(offset + 8 + UInt64(length))",
                    "they are not the block or record of SHA-256 \(digest)", "不是 SHA-256 为 \(digest) 的内容")
            }
        }
    }
}
