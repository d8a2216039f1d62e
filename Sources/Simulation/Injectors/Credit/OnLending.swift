internal import SupervisionModel

/// CRD-08, credit that is lent on (民间借贷规定 Article 13).
///
/// Reading: somebody to whom a loan was disbursed is PRIVATE lender of loans disbursed within 30 days after it that make at
/// least half of it. Names the borrower who lends on.
extension Injector {
    static let onLending = Injector("CRD-08") { book in
        guard let day = book.day(tail: 60) else { return }
        let loan = yuan(1_000_000)
        lendOn(loan, [loan / 2], after: [20], day, "PRIVATE", isGuilty: true, &book)
        lendOn(loan, [loan / 4, loan / 4], after: [3, 29], day, "PRIVATE", isGuilty: true, &book)
        lendOn(loan, [loan / 2 - 1], after: [20], day, "PRIVATE", isGuilty: false, &book)
        lendOn(loan, [loan], after: [31], day, "PRIVATE", isGuilty: false, &book)
        // Those who have a licence live from it.
        lendOn(loan, [loan], after: [5], day, "MICRO_LENDER", isGuilty: false, &book)
    }

    private static func lendOn(
        _ principal: Int, _ lent: [Int], after days: [Int], _ day: Day, _ type: String, isGuilty: Bool,
        _ book: inout PlantBook
    ) {
        let kind: Party.Kind = type == "PRIVATE" ? .enterprise : .microLender
        let party = isGuilty ? book.culprit(kind) : book.bystander(kind)
        let bank = book.bystander(.bank)
        let chain = book.ledger()
        let start = book.officeHour(day)
        if kind == .microLender { book.reference("netAssets", of: party, principal * 100) }
        book.loan(principal, from: bank, "BANK", to: party, on: chain, at: start, [("purpose", "OPERATION")])
        var time = start
        for (amount, offset) in zip(lent, days) {
            time = start.plus(seconds: offset * 86_400)
            let next = book.bystander(.enterprise)
            let other = book.otherChain(than: chain)
            book.loan(amount, from: party, type, to: next, on: other, at: time, aprPpm: 90_000)
        }
        if isGuilty { book.claim("CRD-08", party, at: time) }
    }
}
