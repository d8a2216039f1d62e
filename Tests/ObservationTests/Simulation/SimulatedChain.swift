import ChainFormats
import Observation
import SupervisionModel

/// Work is what `bits` says; targets follow no rule.
struct SimulatedRules: HeaderRules {
    var allowsMinimumDifficulty = true

    var genesis: Digest32 { SimulatedChain.digest(0) }

    func work(of header: ChainHeader) -> UInt256 { UInt256(UInt64(header.bits)) }

    func demand(
        for header: ChainHeader, height: UInt64, ancestor: (UInt64) -> ChainHeader?
    ) -> Difficulty.Expectation {
        .unknown
    }
}

/// A body that is honest or not.
struct SimulatedBody: Hashable, Sendable {
    let hash: Digest32
    var isGood = true
}

/// Every block anybody has ever made.
struct SimulatedChain {
    static let genesisTime: UInt32 = 1_700_000_000
    private(set) var headers: [Digest32: ChainHeader] = [:]
    private(set) var heights: [Digest32: Int64] = [:]
    private(set) var work: [Digest32: UInt64] = [:]
    private var made: UInt64 = 0
    let genesis: Digest32

    init() {
        genesis = Self.digest(0)
        headers[genesis] = ChainHeader(hash: genesis, parent: .zero, time: Self.genesisTime, bits: 100)
        heights[genesis] = 0
        work[genesis] = 100
    }

    static func digest(_ number: UInt64) -> Digest32 {
        var bytes = [UInt8](repeating: 0xab, count: 24)
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        return Digest32(bytes) ?? .zero
    }

    /// Makes a block on top of another one.
    mutating func make(on parent: Digest32, bits: UInt32 = 100, time: UInt32? = nil) -> Digest32 {
        made += 1
        let hash = Self.digest(made)
        let height = (heights[parent] ?? -1) + 1
        headers[hash] = ChainHeader(
            hash: hash, parent: parent, time: time ?? Self.genesisTime + UInt32(height) * 600, bits: bits)
        heights[hash] = height
        work[hash] = (work[parent] ?? 0) + UInt64(bits)
        return hash
    }

    mutating func make(_ count: Int, on parent: Digest32, bits: UInt32 = 100) -> [Digest32] {
        var ids: [Digest32] = []
        for _ in 0..<count { ids.append(make(on: ids.last ?? parent, bits: bits)) }
        return ids
    }

    /// From the genesis block to `hash`.
    func path(to hash: Digest32) -> [Digest32] {
        var path: [Digest32] = []
        var at = hash
        while let header = headers[at] {
            path.append(at)
            at = header.parent
        }
        return path.reversed()
    }

    func cursor(at hash: Digest32, headerCount: Int = .max) -> ChainCursor {
        let path = path(to: hash).compactMap { headers[$0] }
        let kept = path.suffix(headerCount)
        return ChainCursor(
            height: UInt64(heights[hash] ?? 0), hash: hash, work: UInt256(work[hash] ?? 0), headers: Array(kept),
            olderTimes: path.dropLast(kept.count).suffix(11).map(\.time))
    }
}
