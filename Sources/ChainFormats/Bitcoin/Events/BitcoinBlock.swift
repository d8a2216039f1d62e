import ChainCrypto
public import SupervisionModel

/// A Bitcoin-format block as the core sees it: the decoded block and what is known of the outputs it spends.
///
/// Only maps. The one inference is the payer of an input whose previous output is unknown: what the input names by its
/// own shape, see `DecodedBlock.claimedOwner`. That is a claim, which somebody who spends an output that anybody can
/// spend is able to forge.
public struct BitcoinBlock: Sendable {
    public let block: DecodedBlock
    public let network: BitcoinNetwork
    /// One entry an input beside the coinbase's; nil: nothing is known.
    public let spent: SpentOutputs?
    /// Name of the currency in amounts.
    public let currency: String
    let spelling: AddressSpelling

    /// - Parameters:
    ///   - block: decoded and verified for `network`.
    ///   - spent: the outputs the block spends, in input order; a list that is shorter or longer than the block's inputs
    ///     belongs to another block and counts as all unknown.
    ///   - currency: name in the asset table; nil: the network's own.
    public init(
        _ block: DecodedBlock, network: BitcoinNetwork, spent: SpentOutputs? = nil, currency: String? = nil
    ) {
        self.block = block
        self.network = network
        self.spelling = network.spelling
        self.currency = currency ?? network.currency
        self.spent = spent.flatMap { $0.entries.count == block.spendingInputCount ? $0 : nil }
    }

    /// How many events the core makes of the block: one a transaction output, one for the block itself.
    public static func eventCount(_ block: DecodedBlock) -> Int { block.table.outputs.count + 1 }

    /// Owner and amount of what an input spends, as far as known.
    ///
    /// - Parameter row: row in the input table; not the coinbase's.
    func source(ofInput row: Int) -> (owner: Address?, amount: Int64?) {
        if let spent, case .known(let output) = spent.entries[row - block.firstSpendingInput] {
            return (output.owner.address, output.amount)
        }
        return (block.claimedOwner(of: block.table.inputs[row], spelling: spelling), nil)
    }

    func money(_ amount: Int64) -> Money { Money(minor: Int128(amount), currency: currency) }
}

extension BitcoinBlock: BlockContent {
    public var hash: Digest32 { block.header.hash.digest }
    public var previous: Digest32 { block.header.previous.digest }
    public var headerSeconds: UInt32 { block.header.time }
    public var size: Int { block.bytes.count }
    public var transactionCount: Int { block.transactionCount }

    public var coinbaseScript: [UInt8] {
        block.table.inputs.first.map { Array(block.bytes[$0.scriptRange].prefix(100)) } ?? []
    }

    public var payout: EntityRef? {
        guard let coinbase = block.table.transactions.first else { return nil }
        for output in block.table.outputs[coinbase.outputs] {
            if let address = Address(script: block.script(of: output), spelling: spelling) { return .address(address) }
        }
        return nil
    }

    public func forEachSpend(_ body: (BlockSpend) -> Void) {
        for (index, transaction) in block.table.transactions.enumerated().dropFirst() {
            let spending = block.transactionIDs[index].digest
            for row in transaction.inputs {
                let outpoint = block.outpoint(of: block.table.inputs[row])
                let source = source(ofInput: row)
                body(
                    BlockSpend(
                        spendingTransaction: spending, transaction: outpoint.transaction.digest,
                        index: outpoint.index, amount: source.amount.map { money($0) },
                        owner: source.owner.map { .address($0) }))
            }
        }
    }

    public func forEachTransaction(_ body: (Digest32) -> Void) {
        for identifier in block.transactionIDs { body(identifier.digest) }
    }
}
