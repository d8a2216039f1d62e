internal import SupervisionModel

/// CHN-13, an output spent again after blocks were replaced.
///
/// Reading: any `chain.conflictingSpend`. Names the chain. A transaction that comes again in the new branch is none.
extension Injector {
    static let doubleSpend = Injector("CHN-13") { book in
        guard let day = book.day() else { return }
        let chain = book.publicChain()
        let time = book.officeHour(day)
        let output = book.random.hex(64)
        let orphaned = book.random.hex(64)
        let spending = book.random.hex(64)
        book.add(
            "chain.conflictingSpend", on: chain, at: time,
            [
                ("tx", .string(output)), ("index", 0), ("orphanedTx", .string(orphaned)),
                ("spendingTx", .string(spending)), ("amount", EventValue.amount(250_000_000, "BTC")),
                ("operator", book.name(of: chain)),
            ])
        book.claim("CHN-13", chain: chain, at: time)
    }
}
