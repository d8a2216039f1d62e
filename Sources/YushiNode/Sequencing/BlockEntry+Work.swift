import ChainFormats
import Persistence
import SupervisionModel

extension BlockEntry {
    var cumulativeWork: UInt256 { UInt256(work) }

    /// The same block, off the best chain.
    func taken(off: Bool) -> BlockEntry {
        BlockEntry(
            chain: chain, height: height, hash: hash, parent: parent, bytes: bytes, spent: spent, isConnected: !off,
            work: work, time: time)
    }
}

extension UInt256 {
    /// From 32 bytes, big-endian.
    init(_ digest: Digest32) {
        self = UInt256(hex: digest.hex) ?? UInt256(0)
    }

    /// 32 bytes, big-endian.
    var digest: Digest32 { Digest32(hex: hex) ?? .zero }
}
