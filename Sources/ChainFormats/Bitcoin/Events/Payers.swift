import ChainCrypto
import SupervisionModel

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
struct Payers {
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
