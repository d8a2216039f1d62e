/// What a block shall contain.
public struct BlockPlan: Hashable, Sendable {
    /// Seconds since 1970 in the header.
    public let time: UInt32
    /// Who gets subsidy and fees.
    public let miner: SimulatedAccount
    /// Text in the coinbase, up to 60 bytes of UTF-8; longer text is cut.
    public let tag: String
    /// In block order; a payment may spend what an earlier one of the block paid.
    public let payments: [PaymentPlan]

    public init(time: UInt32, miner: SimulatedAccount, tag: String = "", payments: [PaymentPlan] = []) {
        self.time = time
        self.miner = miner
        self.tag = tag
        self.payments = payments
    }
}
