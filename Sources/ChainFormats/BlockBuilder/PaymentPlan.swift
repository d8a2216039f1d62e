public import SupervisionModel

/// One payment in a planned block.
public struct PaymentPlan: Hashable, Sendable {
    /// What an output does.
    public enum Target: Hashable, Sendable {
        case address(Address)
        /// A data carrier with up to 75 bytes in one push; the amount is usually 0.
        case data([UInt8])
        /// Any script.
        case script([UInt8])
    }

    /// One output.
    public struct Output: Hashable, Sendable {
        public let target: Target
        /// Smallest units.
        public let amount: Int64

        public init(_ target: Target, amount: Int64) {
            self.target = target
            self.amount = amount
        }
    }

    /// Who pays together; coins of the first are taken first. What is left goes back to the first.
    public let payers: [SimulatedAccount]
    public let outputs: [Output]
    /// Smallest units left to the miner.
    public let fee: Int64

    public init(from payers: [SimulatedAccount], to outputs: [Output], fee: Int64 = 1_000) {
        self.payers = payers
        self.outputs = outputs
        self.fee = fee
    }

    /// One payer, one receiver.
    public init(from payer: SimulatedAccount, to receiver: Address, amount: Int64, fee: Int64 = 1_000) {
        self.init(from: [payer], to: [Output(.address(receiver), amount: amount)], fee: fee)
    }
}
