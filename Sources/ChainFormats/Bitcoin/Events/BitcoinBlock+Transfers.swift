import ChainCrypto
public import SupervisionModel

extension BitcoinBlock {
    /// One `transfer` event a transaction output, in block order, the coinbase's included.
    ///
    /// The fields that all outputs of a transaction share are built once and shared by its events.
    public func transfers(chain: ChainID, height: UInt64, ruleTime: Timestamp, includeInputs: Bool) -> [Event] {
        typealias Slot = BuiltInEvents.Transfer
        var events: [Event] = []
        events.reserveCapacity(block.table.outputs.count)
        let hash = self.hash
        let time = Timestamp(seconds: block.header.time)
        for (index, transaction) in block.table.transactions.enumerated() {
            let identifier = block.transactionIDs[index].digest
            let payers = index == 0 ? Payers() : Payers(of: transaction, in: self, includeInputs: includeInputs)
            var fields = [FieldValue](repeating: .absent, count: Slot.txid + 1)
            fields[Slot.from] = payers.only.map { .entity($0) } ?? .absent
            fields[Slot.channel] = .string("CHAIN")
            fields[Slot.payers] = .list(payers.owners.map { .entity($0) })
            fields[Slot.unknownPayers] = .int(Int64(payers.unknown))
            fields[Slot.txid] = .digest(identifier)
            if includeInputs { fields.append(.list(payers.inputs)) }
            for (position, row) in transaction.outputs.enumerated() {
                let output = block.table.outputs[row]
                let owner = Address(script: block.script(of: output), spelling: spelling)
                fields[Slot.to] = owner.map { .entity(.address($0)) } ?? .absent
                fields[Slot.amount] = .money(money(output.value))
                events.append(
                    Event(
                        type: BuiltInEvents.transfer,
                        position: Position(
                            ruleTime: ruleTime, chain: chain, height: height,
                            transaction: UInt32(truncatingIfNeeded: index),
                            index: UInt32(truncatingIfNeeded: position)),
                        block: hash, origin: identifier, time: time, fields: fields))
            }
        }
        return events
    }
}

/// Addresses already met. Nearly all transactions have few, which a list finds faster than a set.
private struct SeenAddresses {
    private static let greatestList = 16
    private var list: [Address] = []
    private var set: Set<Address> = []

    /// Whether the address is new.
    mutating func insert(_ address: Address) -> Bool {
        guard list.count == Self.greatestList else {
            if list.contains(address) { return false }
            list.append(address)
            return true
        }
        return !list.contains(address) && set.insert(address).inserted
    }
}

/// Who pays for a transaction. The coinbase has nobody.
private struct Payers {
    /// One `transferInput` record an input, when asked for.
    private(set) var inputs: [FieldValue] = []
    /// Known owners without repetition, in input order.
    private(set) var owners: [EntityRef] = []
    private(set) var unknown = 0

    init() {}

    init(of transaction: TransactionEntry, in content: BitcoinBlock, includeInputs: Bool) {
        var seen = SeenAddresses()
        for row in transaction.inputs {
            let source = content.source(ofInput: row)
            if let owner = source.owner {
                if seen.insert(owner) { owners.append(.address(owner)) }
            } else {
                unknown += 1
            }
            guard includeInputs else { continue }
            let outpoint = content.block.outpoint(of: content.block.table.inputs[row])
            inputs.append(
                .record([
                    .digest(outpoint.transaction.digest), .int(Int64(outpoint.index)),
                    source.owner.map { .entity(.address($0)) } ?? .absent,
                    source.amount.map { .money(content.money($0)) } ?? .absent,
                ]))
        }
    }

    /// The one payer, only when every input's owner is known and all are the same.
    var only: EntityRef? {
        unknown == 0 && owners.count == 1 ? owners.first : nil
    }
}
