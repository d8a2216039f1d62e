internal import SupervisionModel

/// CRD-09, a subsidised loan that ends in property or finance (财金〔2025〕81号).
///
/// Reading: of a disbursed loan with a `subsidy.granted`, at least 20 % of the principal reaches, over at most 3 transfers
/// within 90 days, a payee whose `payeeSector` is J (finance) or K (real estate). Names the borrower.
extension Injector {
    static let diversion = Injector("CRD-09") { book in
        guard let day = book.day(tail: 110) else { return }
        let fifth = yuan(200_000)
        divert([fifth], hops: 1, "K", startingAfter: 10, day, isGuilty: true, &book)
        divert([fifth * 3 / 2], hops: 3, "J", startingAfter: 10, day, isGuilty: true, &book)
        divert([fifth - 1], hops: 1, "K", startingAfter: 10, day, isGuilty: false, &book)
        divert([fifth * 3 / 2], hops: 4, "K", startingAfter: 10, day, isGuilty: false, &book)
        divert([fifth * 3 / 2], hops: 1, "K", startingAfter: 91, day, isGuilty: false, &book)
        divert([fifth * 4], hops: 1, "F", startingAfter: 5, day, isGuilty: false, &book)
        divert([fifth * 4], hops: 1, "K", startingAfter: 5, day, isGuilty: false, isSubsidised: false, &book)
    }

    private static func divert(
        _ amounts: [Int], hops: Int, _ sector: String, startingAfter days: Int, _ day: Day, isGuilty: Bool,
        isSubsidised: Bool = true, _ book: inout PlantBook
    ) {
        let borrower = isGuilty ? book.culprit(.enterprise) : book.bystander(.enterprise)
        let bank = book.bystander(.bank)
        let chain = book.ledger()
        let start = book.officeHour(day)
        let loan = book.loan(
            yuan(1_000_000), from: bank, "BANK", to: borrower, on: chain, at: start, aprPpm: 30_000,
            [("purpose", "OPERATION")])
        if isSubsidised {
            book.add(
                "subsidy.granted", on: chain, at: start.plus(seconds: 120),
                [
                    ("programme", "81-2025"), ("loanId", .string(loan)), ("borrower", EventValue.party(borrower)),
                    ("lender", EventValue.party(bank)), ("ratePpm", EventValue.integer(10_000)),
                    ("cap", EventValue.amount(yuan(1_000_000))),
                ])
        }
        var time = start
        for amount in amounts {
            var payer = borrower
            for hop in 1...hops {
                time = start.plus(seconds: (days + hop) * 86_400)
                let payee = book.bystander(.enterprise)
                let isLast = hop == hops
                book.transfer(
                    amount, from: payer, to: payee, on: chain, at: time,
                    [("payeeSector", .string(isLast ? sector : "F"))])
                payer = payee
            }
        }
        if isGuilty { book.claim("CRD-09", borrower, at: time) }
    }
}
