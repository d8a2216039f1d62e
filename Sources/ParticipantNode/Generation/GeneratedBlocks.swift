public import ChainFormats
internal import SupervisionModel

/// An endless chain of valid regtest blocks in which a few dozen accounts mine and pay each other.
///
/// The same seed and settings give the same bytes. With planned reorganisations the sequence holds both branches:
/// first the blocks that lose, then one more that win, as an observer of a real node would see them arrive.
public struct GeneratedBlocks: Sendable {
    private var chain: SimulatedChain
    private var generator: SplitMix64
    private let accounts: [SimulatedAccount]
    private let mostPayments: Int
    private var plans: [ReorgPlan]
    /// The chain as it was at the height where a planned branch starts.
    private var forks: [UInt64: SimulatedChain] = [:]

    /// A chain at its genesis block.
    ///
    /// - Parameters:
    ///   - seed: of everything that is chosen.
    ///   - network: a regression test network.
    ///   - mostPayments: most payments in a block.
    ///   - reorganisations: when which depth is replaced.
    /// - Throws: `BlockPlanError` when blocks of that network cannot be mined.
    public init(
        seed: UInt64,
        network: BitcoinNetwork = .regtest,
        mostPayments: Int = 8,
        reorganisations: [ReorgPlan] = []
    ) throws {
        chain = try SimulatedChain(seed: seed, network: network)
        generator = SplitMix64(seed: seed)
        let forms = SimulatedAccount.Form.allCases
        accounts = (0..<Self.accountCount).map { number in
            SimulatedAccount(seed: seed, number: number, form: forms[Int(number) % forms.count], network: network)
        }
        self.mostPayments = mostPayments
        plans = reorganisations.sorted { ($0.height, $0.depth) < ($1.height, $1.depth) }
    }

    /// The next block, serialised; with its height.
    public mutating func next() throws -> (bytes: [UInt8], height: UInt64) {
        if plans.contains(where: { $0.height - $0.depth == chain.height }) { forks[chain.height] = chain }
        if let plan = plans.first, plan.height == chain.height, let fork = forks[plan.height - plan.depth] {
            plans.removeFirst()
            forks[plan.height - plan.depth] = nil
            // Another seed, so that the coinbases of the two branches differ.
            chain = fork.branch(seed: generator.next())
        }
        let block = try chain.mine(plan())
        return (block.bytes, block.height)
    }

    private mutating func plan() -> BlockPlan {
        let height = chain.height + 1
        var balances = accounts.map { chain.balance(of: $0.address) }
        var payments: [PaymentPlan] = []
        for _ in 0..<Int.random(in: 0...mostPayments, using: &generator) {
            let payer = Int.random(in: 0..<accounts.count, using: &generator)
            let receiver = Int.random(in: 0..<accounts.count, using: &generator)
            // Half of what was there before this block at most: the change of a payment comes back in the same block.
            guard balances[payer] > Self.leastBalance, payer != receiver else { continue }
            let amount = Int64.random(in: 1_000...(balances[payer] / 2), using: &generator)
            balances[payer] -= amount + Self.fee
            payments.append(
                PaymentPlan(from: accounts[payer], to: accounts[receiver].address, amount: amount, fee: Self.fee)
            )
        }
        return BlockPlan(
            // Ten minutes apart from 2025-01-01T00:00:00Z.
            time: 1_735_689_600 + UInt32(truncatingIfNeeded: height) * 600,
            miner: accounts[Int.random(in: 0..<accounts.count, using: &generator)],
            payments: payments
        )
    }

    private static let accountCount: UInt64 = 24
    /// Smallest units left to the miner of each payment.
    private static let fee: Int64 = 1_000
    /// Smallest units below which an account pays nobody.
    private static let leastBalance: Int64 = 100_000
}
