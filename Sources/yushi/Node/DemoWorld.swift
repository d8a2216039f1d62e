import ChainFormats
import SupervisionModel

/// The blocks of the demonstration: an ordinary chain with four things planted in it.
struct DemoWorld {
    /// One BTC in its smallest unit.
    private static let coin: Int64 = 100_000_000
    static let spacing: UInt32 = 600
    static let blocks = 60
    /// Where the branches part, and how many blocks the losing one has above it.
    static let forkHeight = 40
    static let losingBlocks = 3

    let network = BitcoinNetwork.regtest
    /// Stands on the demonstration list.
    let listed: SimulatedAccount
    /// Splits what it sends.
    let splitter: SimulatedAccount
    private let miner: SimulatedAccount
    private let others: [SimulatedAccount]

    init() {
        let network = network
        func account(_ number: UInt64, _ form: SimulatedAccount.Form) -> SimulatedAccount {
            SimulatedAccount(seed: 7, number: number, form: form, network: network)
        }
        miner = account(0, .legacy)
        listed = account(1, .segwit)
        splitter = account(2, .legacy)
        others = (3..<9).map { account($0, .segwit) }
    }

    /// Framed blocks in the order in which they are published.
    /// - Parameter end: header time of the last block, seconds since 1970.
    func framedBlocks(end: UInt32) throws -> [UInt8] {
        var chain = try SimulatedChain(seed: 7, network: network)
        var bytes: [UInt8] = []
        let start = end - UInt32(Self.blocks) * Self.spacing
        func plan(_ height: Int, _ payments: [PaymentPlan], tag: String = "/demo-pool-a/") -> BlockPlan {
            BlockPlan(
                time: start + UInt32(height) * Self.spacing, miner: miner,
                tag: height.isMultiple(of: 3) ? "/demo-pool-b/" : tag,
                payments: payments)
        }
        for height in 1...Self.forkHeight { append(try chain.mine(plan(height, payments(height))), to: &bytes) }
        // The losing branch pays a merchant; the winning one spends the same coin otherwise: a double spend.
        var losing = chain.branch(seed: 8)
        var winning = chain
        let coin = PaymentPlan(from: others[0], to: others[1].address, amount: 2 * Self.coin)
        let doubleSpend = PaymentPlan(from: others[0], to: others[2].address, amount: 2 * Self.coin, fee: 2_000)
        for offset in 1...Self.losingBlocks {
            append(try losing.mine(plan(Self.forkHeight + offset, offset == 1 ? [coin] : [])), to: &bytes)
        }
        for height in (Self.forkHeight + 1)...Self.blocks {
            let planted = height == Self.forkHeight + 1 ? [doubleSpend] : payments(height)
            append(try winning.mine(plan(height, planted)), to: &bytes)
        }
        return bytes
    }

    /// What happens in a block.
    private func payments(_ height: Int) -> [PaymentPlan] {
        func pay(_ payer: SimulatedAccount, _ payee: SimulatedAccount, _ amount: Int64) -> PaymentPlan {
            PaymentPlan(from: payer, to: payee.address, amount: amount)
        }
        switch height {
        case 5...8: return [pay(miner, splitter, 40 * Self.coin)]
        case 10...12: return [pay(miner, others[height - 10], 20 * Self.coin)]
        // Three payments of 9 BTC within half an hour, each just below 10 BTC: structuring.
        case 20, 21, 22: return [pay(splitter, others[height - 17], 9 * Self.coin)]
        // A payment to a listed address, and one from it.
        case 30: return [pay(others[1], listed, 3 * Self.coin)]
        case 33: return [pay(listed, others[5], Self.coin)]
        default: return height > 12 && height.isMultiple(of: 4) ? [pay(miner, others[4], Self.coin)] : []
        }
    }

    private func append(_ block: SimulatedChain.Block, to bytes: inout [UInt8]) {
        bytes += network.magics.first ?? []
        bytes += (0..<4).map { UInt8(truncatingIfNeeded: block.bytes.count >> (8 * $0)) }
        bytes += block.bytes
    }
}
