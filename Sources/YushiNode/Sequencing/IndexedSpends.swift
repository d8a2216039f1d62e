public import ChainFormats
public import Persistence
public import SupervisionModel

/// Resolves spends with the index of unspent outputs.
///
/// The index has a cursor of its own: `roll` brings it to the ledger's before the first block is connected.
public final class IndexedSpends: SpendResolver {
    private let index: OutputIndex

    public init(index: OutputIndex) {
        self.index = index
    }

    public func connect(
        _ block: DecodedBlock, chain: ChainID, height: UInt64, network: BitcoinNetwork
    ) throws -> SpentOutputs {
        let cursor = OutputIndex.Cursor(height: height, hash: block.header.hash.digest)
        let applied = try index.apply(
            chain, cursor, parent: block.header.previous.digest, spent: spentKeys(block),
            created: created(block, height: height, network: network), coinbaseOutputs: coinbaseOutputs(block, network))
        return SpentOutputs(applied.spent.map { $0.map { .known(SpentOutput($0)) } ?? .unknown })
    }

    public func disconnect(
        _ block: DecodedBlock, spent: SpentOutputs, chain: ChainID, height: UInt64, network: BitcoinNetwork
    ) throws {
        let cursor = OutputIndex.Cursor(height: height, hash: block.header.hash.digest)
        let parent = OutputIndex.Cursor(height: height == 0 ? 0 : height - 1, hash: block.header.previous.digest)
        let records = zip(spentKeys(block), spent.entries).map { key, entry in
            (key: key, record: entry.output.map { OutputRecord($0) })
        }
        try index.undo(
            chain, cursor, parent: parent, spent: records,
            created: created(block, height: height, network: network).map(\.key))
    }

    /// Nothing more is resolved.
    public func close() throws { try index.close() }

    public func committed() throws {
        if index.needsFlush { try index.flush() }
    }

    /// Brings the index to where the ledger stands, forward with archived blocks or backward with their undo records.
    ///
    /// - Parameter progress: called with blocks done and blocks to do.
    public func roll(
        _ chain: ChainID, to store: Store, network: BitcoinNetwork, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        guard let tip = try store.ledger.cursor(of: chain) else { return }
        let blocks = StoredBlocks(store: store, network: network)
        try rollBack(chain, store, network, blocks)
        let start = index.cursor(chain)
        if start?.hash == tip.hash { return }
        let lowest = try store.blocks.bestChain(chain, from: 0, limit: 1).first?.height ?? 0
        let first = start.map { $0.height + 1 } ?? lowest
        guard first <= tip.height else { return }
        for height in first...tip.height {
            guard let entry = try store.blocks.block(chain, height: height) else { continue }
            let block = try blocks.bitcoinBlock(chain: chain, bytes: entry.bytes, spent: nil)
            _ = try connect(block.block, chain: chain, height: height, network: network)
            if index.needsFlush { try index.flush() }
            progress(Int(height - first + 1), Int(tip.height - first + 1))
        }
        try index.flush()
    }

    /// Takes blocks back that the ledger has taken off since the index was flushed.
    private func rollBack(_ chain: ChainID, _ store: Store, _ network: BitcoinNetwork, _ blocks: StoredBlocks) throws {
        while let cursor = index.cursor(chain), cursor.hash != .zero {
            guard let entry = try store.blocks.block(chain, hash: cursor.hash) else {
                throw NodeError(
                    .missingBlock,
                    "the output index stands at block \(cursor.hash), which the archive does not have; delete outputs.sqlite, it is made again"
                )
            }
            if entry.isConnected { return }
            let block = try blocks.bitcoinBlock(chain: chain, bytes: entry.bytes, spent: entry.spent)
            try disconnect(
                block.block, spent: block.spent ?? SpentOutputs(unknownFor: block.block), chain: chain,
                height: entry.height, network: network)
        }
    }

    // MARK: Between the block's words and the index's

    private func spentKeys(_ block: DecodedBlock) -> [OutputKey] {
        var keys: [OutputKey] = []
        keys.reserveCapacity(block.table.inputs.count)
        block.forEachSpentOutpoint { keys.append(OutputKey($0)) }
        return keys
    }

    private func created(_ block: DecodedBlock, height: UInt64, network: BitcoinNetwork) -> [CreatedOutputRecord] {
        var records: [CreatedOutputRecord] = []
        records.reserveCapacity(block.table.outputs.count)
        block.forEachCreatedOutput(network: network) { output in
            records.append(
                CreatedOutputRecord(
                    key: OutputKey(output.outpoint),
                    record: OutputRecord(
                        amount: output.amount, height: UInt32(clamping: height), owner: .init(output.owner))))
        }
        return records
    }

    private func coinbaseOutputs(_ block: DecodedBlock, _ network: BitcoinNetwork) -> Int {
        var count = 0
        block.forEachCreatedOutput(network: network) { if $0.transaction == 0 { count += 1 } }
        return count
    }
}

extension OutputKey {
    init(_ outpoint: Outpoint) {
        self.init(transaction: outpoint.transaction.digest, index: outpoint.index)
    }
}

extension OutputRecord {
    init(_ output: SpentOutput) {
        self.init(amount: output.amount, height: UInt32(clamping: output.height), owner: .init(output.owner))
    }
}

extension OutputRecord.Owner {
    init(_ owner: OutputOwner) {
        switch owner {
        case .address(let address): self = .address(address)
        case .script(let script): self = .script(script)
        case .opaque: self = .opaque
        }
    }
}

extension SpentOutput {
    init(_ record: OutputRecord) {
        let owner: OutputOwner
        switch record.owner {
        case .address(let address): owner = .address(address)
        case .script(let script): owner = .script(script)
        case .opaque: owner = .opaque
        }
        self.init(amount: record.amount, owner: owner, height: UInt64(record.height))
    }
}

extension SpentOutputs.Entry {
    var output: SpentOutput? {
        guard case .known(let output) = self else { return nil }
        return output
    }
}
