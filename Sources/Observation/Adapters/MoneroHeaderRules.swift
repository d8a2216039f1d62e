import ChainFormats
import SupervisionModel

/// The header rules of Monero as far as they can be kept without RandomX: the most difficulty, as the nodes state it.
struct MoneroHeaderRules: HeaderRules {
    let network: MoneroNetwork

    var genesis: Digest32 { network.genesis }

    /// A difficulty in 32 bits: how far 24 bits are shifted to the left, and these. What is cut off does not decide between
    /// branches that differ by a block.
    static func bits(of difficulty: UInt64) -> UInt32 {
        let value = max(1, difficulty)
        let shift = max(0, value.bitWidth - value.leadingZeroBitCount - 24)
        return UInt32(shift) << 24 | UInt32(truncatingIfNeeded: value >> UInt64(shift))
    }

    func work(of header: ChainHeader) -> UInt256 {
        UInt256(UInt64(header.bits & 0xff_ffff) << UInt64(min(header.bits >> 24, 40)))
    }

    func demand(
        for header: ChainHeader, height: UInt64, ancestor: (UInt64) -> ChainHeader?
    ) -> Difficulty.Expectation { .unknown }

    var allowsMinimumDifficulty: Bool { true }
    /// Monero compares with the median of sixty; a supervisor takes the nodes' word.
    var comparesMedianTime: Bool { false }
}
