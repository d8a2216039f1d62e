/// Which target the headers before a block demand (Bitcoin Core `GetNextWorkRequired`).
public enum Difficulty {
    /// What is known of the headers before.
    public struct Context: Hashable, Sendable {
        /// Height of the block in question.
        public var height: UInt64
        /// Time in the header of the block in question.
        public var time: UInt32
        public var parentBits: UInt32
        public var parentTime: UInt32
        /// Time of the block at which the measured period began: at a height divisible by the interval, the block
        /// `interval` before this one (Bitcoin), or one further back (Litecoin, except for the first retargeting).
        public var periodStartTime: UInt32?
        /// Networks that allow minimum difficulty: `bits` of the newest block before this one that was not such an
        /// exception, or whose height is divisible by the interval.
        public var lastRegularBits: UInt32?

        public init(
            height: UInt64, time: UInt32, parentBits: UInt32, parentTime: UInt32, periodStartTime: UInt32? = nil,
            lastRegularBits: UInt32? = nil
        ) {
            self.height = height
            self.time = time
            self.parentBits = parentBits
            self.parentTime = parentTime
            self.periodStartTime = periodStartTime
            self.lastRegularBits = lastRegularBits
        }
    }

    /// What the compact target of a block may be.
    public enum Expectation: Hashable, Sendable {
        case exactly(UInt32)
        /// Only the bounds of a retargeting step are known: a factor of 1/4 to 4 of the parent's target.
        case within(ClosedRange<UInt256>)
        /// Too little is known, or the network's rule is not implemented.
        case unknown

        /// Whether `bits` is allowed; unknown allows everything.
        public func allows(_ bits: UInt32) -> Bool {
            switch self {
            case .exactly(let expected): return bits == expected
            case .unknown: return true
            case .within(let range):
                guard let target = try? CompactTarget.expand(bits) else { return false }
                return range.contains(target)
            }
        }
    }

    /// The height of the block whose time `Context.periodStartTime` asks for; nil when none is needed at `height`.
    public static func periodStartHeight(for height: UInt64, network: BitcoinNetwork) -> UInt64? {
        guard case .periodic(let interval, let full) = network.retargeting, height > 0,
            height.isMultiple(of: interval)
        else { return nil }
        return full && height > interval ? height - interval - 1 : height - interval
    }

    /// The target demanded by the headers before.
    public static func expected(_ context: Context, network: BitcoinNetwork) -> Expectation {
        switch network.retargeting {
        case .unchecked: return .unknown
        case .none: return .exactly(context.parentBits)
        case .periodic(let interval, let full):
            guard context.height.isMultiple(of: interval) else {
                return betweenRetargets(context, network: network)
            }
            return retarget(context, network: network, keepsRange: full)
        }
    }

    private static func betweenRetargets(_ context: Context, network: BitcoinNetwork) -> Expectation {
        guard network.allowsMinimumDifficulty else { return .exactly(context.parentBits) }
        if UInt64(context.time) > UInt64(context.parentTime) + 2 * UInt64(network.targetSpacing) {
            return .exactly(CompactTarget.compress(network.powLimit))
        }
        return context.lastRegularBits.map { .exactly($0) } ?? .unknown
    }

    private static func retarget(
        _ context: Context, network: BitcoinNetwork, keepsRange: Bool
    ) -> Expectation {
        guard let old = try? CompactTarget.expand(context.parentBits) else { return .unknown }
        let span = network.targetTimespan
        guard let start = context.periodStartTime else {
            let most = UInt256.max >> 2
            let upper = old > most ? network.powLimit : min(old << 2, network.powLimit)
            // The compact form rounds down: a quarter of the target may lose its last mantissa bits.
            let least = old >> 2
            let rounding = least.bitWidth > 15 ? UInt256(1) << (least.bitWidth - 15) : UInt256(1)
            let lower = least > rounding ? least &- rounding : .zero
            return .within(min(lower, upper)...upper)
        }
        let taken = Int64(context.parentTime) - Int64(start)
        let clamped = UInt32(min(max(taken, Int64(span) / 4), Int64(span) * 4))
        // Litecoin halves before and doubles after, so that its easier targets cannot overflow.
        let shifts = keepsRange && old.bitWidth > network.powLimit.bitWidth - 1
        let scaled = (shifts ? old >> 1 : old) &* clamped / UInt256(UInt64(span))
        let next = shifts ? scaled << 1 : scaled
        return .exactly(CompactTarget.compress(min(next, network.powLimit)))
    }
}

extension Difficulty.Expectation: CustomStringConvertible {
    public var description: String {
        switch self {
        case .exactly(let bits): "0x\(String(bits, radix: 16))"
        case .within(let range): "a target from \(range.lowerBound) to \(range.upperBound)"
        case .unknown: "anything, too little is known"
        }
    }
}
