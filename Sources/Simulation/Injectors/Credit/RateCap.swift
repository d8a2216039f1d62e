internal import SupervisionModel

/// The loan prime rate of one year (LPR1Y) in the simulated world, published on the 20th of each month.
enum PrimeRate {
    /// Parts per million from a day on: 3.10 %, from the 20th of the fourth month of the world on 3.00 %.
    static func ppm(on day: Day, firstDay: Day) -> Int {
        day < change(firstDay) ? 31_000 : 30_000
    }

    static func change(_ firstDay: Day) -> Day { firstDay.monthsLater(3).plus(19) }
}

/// CRD-01, interest above four times the prime rate (民间借贷规定 Article 25).
///
/// Reading: `loan.originated` with `lenderType` PRIVATE whose `aprPpm` exceeds four times LPR1Y as of `contractDate`
/// (超过: not inclusive). Names the lender.
extension Injector {
    static let rateCap = Injector("CRD-01") { book in
        let change = PrimeRate.change(book.scenario.firstDay)
        guard let day = book.day(), change < book.endDay.plus(-10) else { return }
        let cap = 4 * PrimeRate.ppm(on: day, firstDay: book.scenario.firstDay)
        lend(cap + 1, "PRIVATE", day, day, isGuilty: true, &book)
        lend(cap, "PRIVATE", day, day, isGuilty: false, &book)
        // Licensed lenders are under other rules.
        for type in ["MICRO_LENDER", "PAWN", "FACTORING", "LESSOR", "GUARANTOR", "BANK"] {
            lend(cap + 50_000, type, day, day, isGuilty: false, &book)
        }
        // On the first day of a lower rate the lower rate counts; a contract of the day before keeps the higher one.
        lend(4 * 30_000 + 1, "PRIVATE", change, change, isGuilty: true, &book)
        lend(4 * 31_000, "PRIVATE", change.plus(-1), change.plus(2), isGuilty: false, &book)
    }

    private static func lend(
        _ aprPpm: Int, _ type: String, _ contract: Day, _ day: Day, isGuilty: Bool, _ book: inout PlantBook
    ) {
        let kind: Party.Kind = type == "PRIVATE" ? .person : .microLender
        let lender = isGuilty ? book.culprit(kind) : book.bystander(kind)
        let borrower = book.bystander(.enterprise)
        let chain = book.ledger()
        let time = book.officeHour(day)
        book.loan(
            yuan(80_000), from: lender, type, to: borrower, on: chain, at: time, aprPpm: aprPpm, contractDay: contract)
        if isGuilty { book.claim("CRD-01", lender, at: time) }
    }
}
