import Glibc
import SupervisionModel

/// What lies in the archive behind the last place that the ledger refers to: left by a crash between the writing of a
/// block and the commit of its record, or by a ledger restored from an older backup.
struct ArchiveTail {
    /// Complete frames, which count as appended and not yet committed: the block that is fetched again is found here.
    private(set) var entries: [ArchiveEntry] = []
    /// Where the next frame goes.
    private(set) var segment: UInt32
    private(set) var offset: UInt64

    /// More bytes than this are left alone and skipped: no crash leaves so many, a restored backup may.
    private static let maximumScannedBytes: UInt64 = 256 * 1024 * 1024

    /// Looks behind the end and cuts a torn last frame off.
    ///
    /// - Throws: `store.damaged` when the archive ends before the place that the ledger refers to.
    init(directory: String, end: (segment: UInt32, offset: UInt64)) throws(StoreError) {
        segment = end.segment
        offset = end.offset
        let path = ArchiveSegment.path(directory, end.segment)
        if access(path, F_OK) == 0 {
            let file = try OpenFile(path, flags: O_RDWR)
            let count = UInt64(try file.byteCount())
            guard count >= end.offset else {
                throw StoreError(.damaged, "\(path) has \(count) bytes, the ledger refers to \(end.offset)")
            }
            try scan(file, upTo: count)
        } else if end.offset > 0 {
            throw StoreError(.damaged, "\(path) is missing, the ledger refers to \(end.offset) bytes of it")
        }
        if let last = try ArchiveSegment.numbers(directory).last, last > end.segment {
            segment = last + 1
            offset = 0
        }
    }

    private mutating func scan(_ file: OpenFile, upTo count: UInt64) throws(StoreError) {
        guard count - offset <= Self.maximumScannedBytes else {
            offset = count
            return
        }
        while let entry = try ArchiveSegment.frame(file, segment: segment, at: offset, fileEnd: count) {
            entries.append(entry)
            offset = entry.end
        }
        if offset < count {
            try file.truncate(to: Int(offset))
            try file.synchronize()
        }
    }
}
