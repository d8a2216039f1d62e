public import ChainFormats
public import SupervisionModel

/// Where an observer begins.
public enum StartingPoint: Sendable {
    case cursor(ChainCursor)
    /// The last recorded blocks, oldest first, ending with the tip, and the work up to it; no blocks right after an anchor.
    case recorded(height: UInt64, hash: Digest32, work: UInt256, times: [UInt32], blocks: [ChainBlock])

    func cursor(header: (ChainBlock) -> ChainHeader?) -> ChainCursor {
        switch self {
        case .cursor(let cursor): return cursor
        case .recorded(let height, let hash, let work, let times, let blocks):
            let headers = blocks.compactMap(header)
            return ChainCursor(
                height: height, hash: hash, work: work, headers: headers, olderTimes: headers.isEmpty ? times : [])
        }
    }
}
