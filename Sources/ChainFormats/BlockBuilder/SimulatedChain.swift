public import ChainCrypto
public import SupervisionModel

/// Builds valid, mined blocks of a regression test network, one on the other, from plans.
///
/// A value: a copy is a branch, and both go on from the same tip. The same seed and the same plans give the same bytes.
/// Valid to an observer: proof of work, Merkle root, BIP 34, witness commitment and amounts are right. Signatures
/// are of the right shape only, and coinbase outputs can be spent at once.
public struct SimulatedChain: Sendable {
    /// A block that was built.
    public struct Block: Hashable, Sendable {
        public let bytes: [UInt8]
        public let header: BlockHeader
        public let height: UInt64
    }

    private struct Coin: Sendable {
        let outpoint: Outpoint
        let amount: Int64
    }

    public let network: BitcoinNetwork
    private let seed: UInt64
    /// Id of the newest block; the network's genesis at first.
    public private(set) var tip: Hash256
    public private(set) var height: UInt64 = 0
    /// Unspent coins of every address, oldest first.
    private var coins: [Address: [Coin]] = [:]

    /// A chain that holds its genesis block only.
    ///
    /// - Parameters:
    ///   - seed: goes into every coinbase, so that chains of different seeds share no transaction. Set it anew with
    ///     `branch(seed:)` where two branches would otherwise be built from equal plans.
    ///   - network: a regression test network.
    public init(seed: UInt64, network: BitcoinNetwork = .regtest) throws(BlockPlanError) {
        guard network.retargeting == .none else {
            throw .networkNotSimulated("\(network.family) \(network.name)")
        }
        self.seed = seed
        self.network = network
        self.tip = network.genesis
    }

    private init(_ chain: SimulatedChain, seed: UInt64) {
        self.network = chain.network
        self.seed = seed
        self.tip = chain.tip
        self.height = chain.height
        self.coins = chain.coins
    }

    /// The same chain up to here, going on with another seed.
    public func branch(seed: UInt64) -> SimulatedChain { SimulatedChain(self, seed: seed) }

    /// Smallest units that an address holds.
    public func balance(of address: Address) -> Int64 {
        (coins[address] ?? []).reduce(0) { $0.addingClamped($1.amount) }
    }

    /// Builds and mines the next block.
    ///
    /// - Throws: when a payment cannot be made; the chain is then as before.
    public mutating func mine(_ plan: BlockPlan) throws(BlockPlanError) -> Block {
        var next = self
        var transactions: [TransactionDraft] = []
        var fees: Int64 = 0
        for (index, payment) in plan.payments.enumerated() {
            let transaction = try next.pay(payment, index: index)
            next.receive(transaction)
            transactions.append(transaction)
            fees += payment.fee
        }
        let height = self.height + 1
        let coinbase = coinbase(plan, height: height, fees: fees, transactions: transactions)
        next.receive(coinbase)
        transactions.insert(coinbase, at: 0)
        let header = try mineHeader(plan, transactions: transactions)
        var bytes = header.bytes
        CompactSize.append(UInt64(transactions.count), to: &bytes)
        for transaction in transactions { bytes.append(contentsOf: transaction.encode()) }
        next.tip = header.hash
        next.height = height
        self = next
        return Block(bytes: bytes, header: header, height: height)
    }

    /// Makes the transaction of a payment, taking the payers' oldest coins until there is enough.
    private mutating func pay(_ payment: PaymentPlan, index: Int) throws(BlockPlanError) -> TransactionDraft {
        guard let first = payment.payers.first, !payment.outputs.isEmpty, payment.fee >= 0,
            payment.outputs.allSatisfy({ $0.amount >= 0 })
        else { throw .invalidPayment(index) }
        let needed = payment.outputs.reduce(payment.fee) { $0.addingClamped($1.amount) }
        var transaction = TransactionDraft()
        var taken: Int64 = 0
        for (position, payer) in payment.payers.enumerated() {
            // Every payer gives at least one coin, so that the transaction shows all of them.
            var gives = 0
            let isLast = position == payment.payers.count - 1
            while taken < needed || gives == 0 && !isLast, let coin = coins[payer.address]?.first {
                coins[payer.address]?.removeFirst()
                transaction.inputs.append(payer.input(spending: coin.outpoint))
                taken = taken.addingClamped(coin.amount)
                gives += 1
            }
        }
        guard taken >= needed, !transaction.inputs.isEmpty else {
            throw .insufficientFunds(payment: index, needed: needed, available: taken)
        }
        transaction.outputs = payment.outputs.map { .init(value: $0.amount, script: $0.target.script) }
        if taken > needed { transaction.outputs.append(.init(value: taken - needed, script: first.address.script)) }
        return transaction
    }

    /// Adds the outputs of a transaction to the coins of their addresses.
    private mutating func receive(_ transaction: TransactionDraft) {
        let identifier = transaction.identifier
        for (index, output) in transaction.outputs.enumerated() where output.value > 0 {
            guard let address = Address(script: output.script.span.bytes, network: network) else { continue }
            coins[address, default: []].append(
                Coin(
                    outpoint: Outpoint(transaction: identifier, index: UInt32(truncatingIfNeeded: index)),
                    amount: output.value))
        }
    }

    private func coinbase(
        _ plan: BlockPlan, height: UInt64, fees: Int64, transactions: [TransactionDraft]
    ) -> TransactionDraft {
        var script = CoinbaseHeight.encode(height) + [8]
        script.appendLittleEndian(seed)
        let tag = Array(plan.tag.utf8.prefix(60))
        if !tag.isEmpty { script.append(contentsOf: [UInt8(tag.count)] + tag) }
        var coinbase = TransactionDraft()
        coinbase.inputs = [TransactionDraft.Input(outpoint: .null, script: script)]
        coinbase.outputs = [
            .init(value: network.subsidy(at: height).addingClamped(fees), script: plan.miner.address.script)
        ]
        guard network.segwit != nil else { return coinbase }
        let reserved = Hash256.zero
        let leaves = [Hash256.zero] + transactions.map(\.witnessIdentifier)
        let commitment = SHA256d.node(MerkleTree.root(leaves).hash, reserved)
        coinbase.inputs[0].witness = [reserved.bytes]
        coinbase.outputs.append(.init(value: 0, script: [0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed] + commitment.bytes))
        return coinbase
    }

    /// Finds a nonce; with the easiest target every second one will do.
    private func mineHeader(
        _ plan: BlockPlan, transactions: [TransactionDraft]
    ) throws(BlockPlanError) -> BlockHeader {
        let root = MerkleTree.root(transactions.map(\.identifier)).hash
        for nonce in UInt32.min...UInt32.max {
            let header = BlockHeader(
                version: 0x2000_0000, previous: tip, merkleRoot: root, time: plan.time,
                bits: CompactTarget.compress(network.powLimit), nonce: nonce)
            if HeaderChecks.report(header, network: network).verified { return header }
        }
        throw .networkNotSimulated("\(network.family) \(network.name)")
    }
}

extension PaymentPlan.Target {
    /// The scriptPubKey.
    var script: [UInt8] {
        switch self {
        case .address(let address): address.script
        case .data(let data):
            [0x6a] + (data.isEmpty ? [] : [UInt8(min(data.count, 75))] + data.prefix(75))
        case .script(let script): script
        }
    }
}
