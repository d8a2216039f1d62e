import ChainFormats
import Foundation
import SupervisionModel

/// Blocks of a simulated chain with payments between many accounts.
struct SimulatedBlocks {
    let network = BitcoinNetwork.regtest
    let blocks: [[UInt8]]
    let byteCount: Int

    private static let accountCount = 500
    private static let amount: Int64 = 10_000
    /// 2025-01-01; a block every ten minutes.
    private static let start: UInt32 = 1_735_689_600
    private static let spacing: UInt32 = 600

    init(blocks count: Int, payments: Int) throws {
        var chain = try SimulatedChain(seed: 1)
        let network = network
        let accounts = (0..<Self.accountCount).map { number in
            SimulatedAccount(
                seed: 1, number: UInt64(number), form: number % 2 == 0 ? .legacy : .segwit, network: network)
        }
        var blocks: [[UInt8]] = []
        blocks.reserveCapacity(count)
        for height in 0..<count {
            let miner = accounts[height % 20]
            let plan = BlockPlan(
                time: Self.start + UInt32(height) * Self.spacing, miner: miner, tag: "bench",
                payments: Self.payments(payments, height: height, accounts: accounts, chain: chain))
            blocks.append(try chain.mine(plan).bytes)
        }
        self.blocks = blocks
        byteCount = blocks.reduce(0) { $0 + $1.count }
    }

    /// Payments that the accounts can afford; in the first blocks the miners spread what they earned.
    private static func payments(
        _ count: Int, height: Int, accounts: [SimulatedAccount], chain: SimulatedChain
    ) -> [PaymentPlan] {
        var left: [Int: Int64] = [:]
        var plans: [PaymentPlan] = []
        for number in 0..<count {
            let payer = (height * 31 + number * 7) % accounts.count
            let balance = left[payer] ?? chain.balance(of: accounts[payer].address)
            let isRich = balance > 100 * amount
            let outputs = (1...(isRich ? 10 : 2)).map { step in
                PaymentPlan.Output(
                    .address(accounts[(payer + step * 13 + height) % accounts.count].address),
                    amount: isRich ? 4 * amount : amount / 4)
            }
            let needed = outputs.reduce(1_000) { $0 + $1.amount }
            guard balance >= needed else { continue }
            left[payer] = balance - needed
            plans.append(PaymentPlan(from: [accounts[payer]], to: outputs))
        }
        return plans
    }

    /// Writes all blocks into one file, framed as Bitcoin nodes frame theirs.
    func write(to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        defer { try? file.close() }
        for block in blocks {
            let size = UInt32(block.count)
            let length = (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
            try file.write(contentsOf: Data((network.magics.first ?? []) + length + block))
        }
    }
}
