/// Why a planned block cannot be built.
public enum BlockPlanError: Error, Hashable, Sendable {
    /// The payers of a payment do not have enough. `payment` is its index in the plan.
    case insufficientFunds(payment: Int, needed: Int64, available: Int64)
    /// An amount or fee is negative, or a payment has no payer or no output.
    case invalidPayment(Int)
    /// The network's blocks cannot be found by trying: only regression test networks are simulated.
    case networkNotSimulated(String)
}

extension BlockPlanError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .insufficientFunds(let payment, let needed, let available):
            "payment \(payment) needs \(needed), its payers have \(available)"
        case .invalidPayment(let payment):
            "payment \(payment) has no payer, no output, or a negative amount"
        case .networkNotSimulated(let name):
            "blocks of \(name) cannot be simulated, expected a regtest network"
        }
    }
}
