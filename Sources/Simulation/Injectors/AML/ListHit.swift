internal import SupervisionModel

/// AML-06, dealings with a listed party.
///
/// Reading: a transfer to or from a reference that is on list `ofac` at the time of the transfer; `effective` is the first
/// moment that counts; a later removal takes nothing back. The alert names the party that dealt with the listed one:
/// the payer of a listed payee, the payee of a listed payer.
extension Injector {
    /// Demonstration entries of the base pack: one listed for ever, one only until 1 June 2025.
    private static let listed = Party(
        kind: .wallet, reference: "bcrt1qemqlglkkut2xg2sjmfk5gjw584sf0ptmfdls0n", integrity: 0)
    private static let noLongerListed = Party(
        kind: .wallet, reference: "bcrt1q5fzqvche75r6lr9j8hw7pwxlj5e7lcvukrvjwn", integrity: 0)

    static let listHit = Injector("AML-06") { book in
        guard let day = book.day(), day.at(0) > Timestamp(milliseconds: 1_748_793_600_000) else { return }
        let chain = book.publicChain()
        let payer = book.culprit(.wallet)
        let paid = book.officeHour(day)
        pay(from: payer, to: listed, chain, paid, &book)
        book.claim("AML-06", payer, at: paid)
        let payee = book.culprit(.wallet)
        pay(from: listed, to: payee, chain, paid.plus(seconds: 3_600), &book)
        book.claim("AML-06", payee, at: paid.plus(seconds: 3_600))

        // Listed by an event, and taken off again.
        let newcomer = book.bystander(.wallet)
        let effective = day.plus(3).at(0)
        entry("list.entryAdded", newcomer, day.plus(2).at(16), effective, chain, &book)
        entry("list.entryRemoved", newcomer, day.plus(20).at(0), day.plus(20).at(0), chain, &book)
        let first = book.culprit(.wallet)
        pay(from: first, to: newcomer, chain, effective, &book)
        book.claim("AML-06", first, at: effective)

        let early = book.bystander(.wallet)
        pay(from: early, to: newcomer, chain, effective.plus(seconds: -1), &book)
        let late = book.bystander(.wallet)
        pay(from: late, to: newcomer, chain, day.plus(20).at(0, 0, 1), &book)
        let other = book.bystander(.wallet)
        pay(from: other, to: noLongerListed, chain, paid, &book)
        // One character of the address differs.
        let lookalike = Party(
            kind: .wallet, reference: String(listed.reference.dropLast()) + "m", integrity: 1_000)
        pay(from: book.bystander(.wallet), to: lookalike, chain, paid, &book)
    }

    private static func pay(
        from payer: Party, to payee: Party, _ chain: Int, _ time: Timestamp, _ book: inout PlantBook
    ) {
        book.add(
            "transfer", on: chain, at: time,
            [
                ("from", EventValue.party(payer)), ("payers", EventValue.parties([payer])),
                ("to", EventValue.party(payee)), ("amount", EventValue.amount(50_000_000, "BTC")),
                ("channel", "CHAIN"),
            ])
    }

    private static func entry(
        _ type: String, _ subject: Party, _ time: Timestamp, _ effective: Timestamp, _ chain: Int,
        _ book: inout PlantBook
    ) {
        book.add(
            type, on: chain, at: time,
            [
                ("listId", "ofac"), ("version", "simulated"), ("subject", EventValue.party(subject)),
                ("program", "SIMULATION"), ("effective", EventValue.moment(effective)),
            ])
    }
}
