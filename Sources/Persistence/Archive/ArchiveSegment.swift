import Glibc
import SupervisionModel

/// The segment files of an archive: `000000.blk`, `000001.blk` …
enum ArchiveSegment {
    private static let suffix = ".blk"

    static func path(_ directory: String, _ number: UInt32) -> String {
        let digits = String(number)
        return directory + "/" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + suffix
    }

    /// The numbers of the segments that are there, ascending.
    static func numbers(_ directory: String) throws(StoreError) -> [UInt32] {
        var numbers: [UInt32] = []
        for name in try Directory.names(directory) where name.hasSuffix(suffix) {
            if let number = UInt32(name.dropLast(suffix.count)) { numbers.append(number) }
        }
        return numbers.sorted()
    }

    /// The complete frame at `offset`, with the digest of what it holds; `nil` when there is none.
    static func frame(
        _ file: OpenFile, segment: UInt32, at offset: UInt64, fileEnd: UInt64
    ) throws(StoreError) -> ArchiveEntry? {
        guard let length = try length(file, at: offset), offset + 8 + UInt64(length) <= fileEnd else { return nil }
        let payload = try file.bytes(at: Int(offset) + ArchiveFrame.headerByteCount, count: Int(length))
        guard payload.count == Int(length) else { return nil }
        return ArchiveEntry(digest: .sha256(payload), segment: segment, offset: offset, length: length)
    }

    /// The payload length in the frame header at `offset`; `nil` when no frame starts there.
    static func length(_ file: OpenFile, at offset: UInt64) throws(StoreError) -> UInt32? {
        let header = try file.bytes(at: Int(offset), count: ArchiveFrame.headerByteCount)
        guard header.count == ArchiveFrame.headerByteCount, header[..<4].elementsEqual(ArchiveFrame.magic) else {
            return nil
        }
        return (0..<4).reduce(0) { $0 | UInt32(header[4 + $1]) << UInt32(8 * $1) }
    }
}
