internal import SupervisionModel

/// GOV-07, what is reported is not what the chain shows.
///
/// Reading: `disclosure.filed` of docType MONTHLY by a `reporter`, period a month named by its last day: `metrics.loanAmount`
/// (fen) differs by more than 1 % from the principal of the reporter's `loan.originated` in that month of Asia/Shanghai.
/// Dated by the filing. Names the reporter.
extension Injector {
    static let misreporting = Injector("GOV-07") { book in
        guard book.scenario.months >= 2 else { return }
        let first = book.scenario.firstDay.monthsLater(book.random.below(book.scenario.months - 1))
        guard book.scenario.firstDay <= first else { return }
        let loan = yuan(500_000)
        report(percent: 102, loan, first, isGuilty: true, &book)
        report(percent: 60, loan, first, isGuilty: true, &book)
        report(percent: 101, loan, first, isGuilty: false, &book)
        report(percent: 100, loan, first, isGuilty: false, &book)
    }

    private static func report(
        percent: Int, _ loan: Int, _ first: Day, isGuilty: Bool, _ book: inout PlantBook
    ) {
        let reporter = isGuilty ? book.culprit(.platform) : book.bystander(.platform)
        let chain = book.ledger()
        let loans = 20
        for place in 0..<loans {
            let borrower = book.bystander(.enterprise)
            // The first and the last second of the month belong to it.
            let time =
                place == 0
                ? first.at(0, 1) : place == loans - 1 ? first.monthsLater(1).at(0, -2) : first.plus(place).at(11)
            book.loan(loan, from: reporter, "PLATFORM", to: borrower, on: chain, at: time, [("purpose", "OPERATION")])
        }
        let filed = first.monthsLater(1).plus(4).at(10)
        book.add(
            "disclosure.filed", on: chain, at: filed,
            [
                ("reporter", EventValue.party(reporter)), ("docType", "MONTHLY"),
                ("period", .string(first.monthsLater(1).plus(-1).text)),
                (
                    "metrics",
                    [
                        "loanAmount": EventValue.integer(loan * loans / 100 * percent),
                        "loansOriginated": EventValue.integer(loans),
                    ]
                ),
            ])
        if isGuilty { book.claim("GOV-07", reporter, at: filed) }
    }
}
