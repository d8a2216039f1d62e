import ChainCrypto
import SupervisionModel

extension ZcashBlock {
    /// One `transfer` event a transparent output, and the `chain.block` event. Shielded outputs show neither owner nor
    /// amount and give no event; shielded spends count as unknown payers.
    func events(_ events: BlockEvents, network: ZcashNetwork) -> [Event] {
        var result: [Event] = []
        for (index, transaction) in transactions.enumerated() {
            let payers = index == 0 ? ([], 0) : Self.payers(of: transaction, network: network)
            for (place, output) in transaction.outputs.enumerated() {
                result.append(
                    events.transfer(
                        transaction: index, index: place, identifier: transaction.identifier.digest,
                        from: payers.1 == 0 && payers.0.count == 1 ? payers.0.first : nil,
                        to: network.owner(ofScript: output.script),
                        amount: Money(minor: Int128(output.value), currency: "ZEC"), payers: payers.0,
                        unknownPayers: payers.1))
            }
        }
        let miner = transactions.first?.outputs.first.flatMap { network.owner(ofScript: $0.script) }
        result.append(
            events.block(
                previous: header.previous.digest, transactionCount: transactions.count, size: size, producer: miner))
        return result
    }

    /// Owners that inputs name by their own shape, without repetition, and how many spends name none. Claims, as for
    /// Bitcoin; see `DecodedBlock.claimedOwner`.
    private static func payers(of transaction: ZcashTransaction, network: ZcashNetwork) -> ([EntityRef], Int) {
        var owners: [EntityRef] = []
        var unknown = transaction.shielded.nullifiers.count
        for input in transaction.inputs {
            guard let owner = network.claimedOwner(ofInputScript: input.script) else {
                unknown += 1
                continue
            }
            if !owners.contains(owner) { owners.append(owner) }
        }
        return (owners, unknown)
    }
}

extension ZcashNetwork {
    /// Whom a transparent output pays: an address of a key (`t1…`) or of a script (`t3…`); nil for other scripts.
    func owner(ofScript script: [UInt8]) -> EntityRef? {
        Address(script: script.span.bytes, spelling: Self.spelling).map { reference($0) }
    }

    /// Whom a transparent input names by `<signature> <key>`.
    func claimedOwner(ofInputScript script: [UInt8]) -> EntityRef? {
        DecodedBlock.publicKeyHashClaim(script.span.bytes, spelling: Self.spelling).map { reference($0) }
    }

    /// Only kind and payload are used of it: transparent scripts are Bitcoin's without witnesses.
    private static let spelling = AddressSpelling(network: .bitcoinMain, hasWitness: false)

    private func reference(_ address: Address) -> EntityRef {
        let version = address.kind == .scriptHash ? addressVersions.script : addressVersions.key
        let payload = address.payload.bytes.prefix(Int(address.length))
        return .identifier(.account, "zcash:" + Base58Check.encode(version + payload))
    }
}
