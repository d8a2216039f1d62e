/// The frame around each payload of an archive segment, as in the block files of Bitcoin Core: 4 bytes that mark a
/// frame, the length of the payload as u32 little-endian, the payload.
enum ArchiveFrame {
    static let magic: [UInt8] = Array("YSA1".utf8)
    static let headerByteCount = 8

    static func header(length: UInt32) -> [UInt8] {
        magic + (0..<4).map { UInt8(truncatingIfNeeded: length >> UInt32(8 * $0)) }
    }
}
