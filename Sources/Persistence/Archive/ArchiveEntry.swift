public import SupervisionModel

/// Where bytes lie in the block archive. Becomes part of the store with the batch that carries it.
public struct ArchiveEntry: Sendable, Hashable {
    /// SHA-256 of the bytes.
    public let digest: Digest32
    /// Number of the segment file.
    public let segment: UInt32
    /// Offset of the frame's first byte in that file.
    public let offset: UInt64
    /// Number of bytes, without the frame.
    public let length: UInt32

    init(digest: Digest32, segment: UInt32, offset: UInt64, length: UInt32) {
        self.digest = digest
        self.segment = segment
        self.offset = offset
        self.length = length
    }

    /// The offset behind the payload.
    var end: UInt64 { offset + UInt64(ArchiveFrame.headerByteCount) + UInt64(length) }
}
