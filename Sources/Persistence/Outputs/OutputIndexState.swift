import SupervisionModel

/// What the output index holds in memory between flushes. Covered by the index's lock.
final class OutputIndexState {
    private let maximumEntries: Int
    private let limits: OutputIndex.Limits
    private let table: OutputTable
    private var chains: [ChainID: (number: UInt16, cursor: OutputIndex.Cursor?)] = [:]
    /// Counts blocks applied and undone since the index was opened.
    private var stamp: UInt32 = 0
    private var hasCollisions = false

    /// Entries of the table at first.
    private static let firstCapacity = 1 << 15

    init(limits: OutputIndex.Limits) {
        self.limits = limits
        maximumEntries = max(64, limits.mapBytes / OutputTable.entryByteCount)
        table = OutputTable(capacity: min(maximumEntries, Self.firstCapacity))
    }

    func load(_ rows: OutputRowsAccess) throws {
        for chain in try rows.chains() {
            guard let name = ChainID(chain.name) else {
                throw StoreError(.damaged, "'\(chain.name)' is no name of a chain")
            }
            chains[name] = (chain.number, chain.cursor)
        }
        hasCollisions = try rows.hasCollisions()
    }

    // MARK: Cursors

    func cursor(_ chain: ChainID) -> OutputIndex.Cursor? {
        chains[chain]?.cursor
    }

    func setCursor(_ chain: ChainID, _ cursor: OutputIndex.Cursor, _ rows: OutputRows) throws(StoreError) {
        let number = try number(of: chain, rows)
        chains[chain] = (number, cursor)
    }

    /// The number of a chain, which it gets when it is first named.
    func number(of chain: ChainID, _ rows: OutputRows) throws(StoreError) -> UInt16 {
        if let known = chains[chain] { return known.number }
        let number = UInt16(truncatingIfNeeded: chains.count + 1)
        try rows.transaction { try $0.addChain(number, chain.text) }
        chains[chain] = (number, nil)
        return number
    }

    // MARK: Blocks

    func apply(
        _ chain: UInt16, spent: [OutputKey], created: [CreatedOutputRecord], coinbaseOutputs: Int, _ rows: OutputRows
    ) throws(StoreError) -> OutputIndex.Applied {
        stamp &+= 1
        let replaced = try replaced(by: created.prefix(coinbaseOutputs), chain, rows)
        for output in created {
            var flags: OutputTable.Flags = [.dirty, .fresh]
            // A row that is to be deleted, or replaced, is still there: only forgetting the new output would keep it.
            if let slot = table.find(output.key, chain), !table[slot].flags.contains(.fresh) { flags = .dirty }
            table.put(output.key, chain, output.record, flags: flags, stamp: stamp)
        }
        var records = [OutputRecord?](repeating: nil, count: spent.count)
        var missing: [(id: Int64, position: Int)] = []
        for (position, key) in spent.enumerated() {
            if let slot = table.find(key, chain) {
                guard !table[slot].flags.contains(.spent) else { continue }
                records[position] = table.record(slot)
                table.spend(slot)
            } else {
                missing.append((OutputRows.rowID(key), position))
            }
        }
        if !missing.isEmpty {
            missing.sort { $0.id < $1.id }
            let hasCollisions = hasCollisions
            try rows.access { access in
                try access.look(
                    up: missing.lazy.map { ($0.position, spent[$0.position]) }, chain: chain,
                    hasCollisions: hasCollisions
                ) { position, record in
                    let key = spent[position]
                    // Named twice in one block: the first one has it.
                    guard table.find(key, chain) == nil else { return }
                    records[position] = record
                    table.putSpent(key, chain, stamp: stamp)
                }
            }
        }
        return OutputIndex.Applied(spent: records, replaced: replaced)
    }

    /// Unspent outputs under the keys of the coinbase's. What they were is taken into the table, so that their rows
    /// are replaced.
    private func replaced(
        by created: ArraySlice<CreatedOutputRecord>, _ chain: UInt16, _ rows: OutputRows
    ) throws(StoreError) -> [CreatedOutputRecord] {
        guard !created.isEmpty else { return [] }
        var replaced: [CreatedOutputRecord] = []
        var missing: [(position: Int, key: OutputKey)] = []
        for (position, output) in created.enumerated() {
            if let slot = table.find(output.key, chain) {
                guard !table[slot].flags.contains(.spent) else { continue }
                replaced.append(CreatedOutputRecord(key: output.key, record: table.record(slot)))
            } else {
                missing.append((position, output.key))
            }
        }
        let hasCollisions = hasCollisions
        try rows.access { access in
            try access.look(up: missing, chain: chain, hasCollisions: hasCollisions) { position, record in
                let key = created[created.startIndex + position].key
                replaced.append(CreatedOutputRecord(key: key, record: record))
                table.put(key, chain, record, flags: [], stamp: stamp)
            }
        }
        return replaced
    }

    func undo(
        _ chain: UInt16, spent: [(key: OutputKey, record: OutputRecord?)], created: [OutputKey],
        replaced: [CreatedOutputRecord]
    ) {
        stamp &+= 1
        // First what was spent comes back, then what was created goes: so an output that was both is gone.
        for (key, record) in spent {
            // Not fresh: its row may still be there.
            if let record { table.put(key, chain, record, flags: .dirty, stamp: stamp) }
        }
        for key in created {
            if let slot = table.find(key, chain) { table.spend(slot) } else { table.putSpent(key, chain, stamp: stamp) }
        }
        for output in replaced { table.put(output.key, chain, output.record, flags: .dirty, stamp: stamp) }
    }

    // MARK: Flushing

    var byteCount: Int { table.byteCount }

    var needsFlush: Bool {
        table.count >= maximumEntries / 4 * 3 || table.byteCount >= limits.mapBytes / 4 * 3
    }

    func flush(_ rows: OutputRows) throws(StoreError) {
        var dirty: [(chain: UInt16, id: Int64, slot: Int)] = []
        for slot in 0..<table.slotCount {
            let entry = table[slot]
            if entry.flags.contains(.used), entry.flags.contains(.dirty) {
                dirty.append((entry.chain, OutputRows.rowID(entry.key), slot))
            }
        }
        dirty.sort { ($0.chain, $0.id) < ($1.chain, $1.id) }
        hasCollisions = try rows.transaction { access in
            var hasCollisions = hasCollisions
            var start = dirty.startIndex
            while start < dirty.endIndex {
                let chain = dirty[start].chain
                let end = dirty[start...].firstIndex { $0.chain != chain } ?? dirty.endIndex
                hasCollisions = try access.write(
                    dirty[start..<end].lazy.map(\.slot), of: table, chain: chain, hasCollisions: hasCollisions)
                start = end
            }
            // The order in which cursors are written changes nothing.
            for (number, cursor) in chains.values { try access.setCursor(number, cursor) }
            return hasCollisions
        }
        for entry in dirty {
            if table[entry.slot].flags.contains(.spent) {
                table.remove(entry.slot)
            } else {
                table.markClean(entry.slot)
            }
        }
        dropOldest()
    }

    /// Keeps the youngest outputs, a quarter of the room, because those are spent next.
    private func dropOldest() {
        guard table.count > maximumEntries / 4 else { return }
        var stamps: [UInt32] = []
        stamps.reserveCapacity(table.count)
        for slot in 0..<table.slotCount where table[slot].flags.contains(.used) { stamps.append(table[slot].stamp) }
        stamps.sort()
        let threshold = stamps[stamps.count - maximumEntries / 4]
        for slot in 0..<table.slotCount {
            let entry = table[slot]
            if entry.flags.contains(.used), entry.stamp <= threshold { table.remove(slot) }
        }
    }
}
