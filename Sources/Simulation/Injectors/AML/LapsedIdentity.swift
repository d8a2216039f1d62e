internal import SupervisionModel

/// AML-15, dealing with a customer whose identity check has lapsed (反洗钱法 Articles 28 to 31).
///
/// Reading: a transfer of the customer, or a loan to it, later than 30 days after `validTo` of its latest `kyc.attested`.
/// Planted so that counting 30 × 24 hours and counting whole days after the day of `validTo` agree.
extension Injector {
    static let lapsedIdentity = Injector("AML-15") { book in
        guard let day = book.day(head: 20, tail: 60) else { return }
        let chain = book.ledger()
        for isLoan in [false, true] {
            let guilty = book.culprit(.person)
            attest(guilty, validTo: day, at: book.scenario.firstDay.at(1), chain, &book)
            act(guilty, day.plus(31).at(0, 0, 1), isLoan: isLoan, chain, &book)
            book.claim("AML-15", guilty, at: day.plus(31).at(0, 0, 1))
        }
        // At the last moment; renewed in time; attested anew after it had lapsed.
        let last = book.bystander(.person)
        attest(last, validTo: day, at: book.scenario.firstDay.at(1), chain, &book)
        act(last, day.plus(30).at(0), isLoan: false, chain, &book)
        for renewal in [day.plus(-3), day.plus(33)] {
            let renewed = book.bystander(.person)
            attest(renewed, validTo: day, at: book.scenario.firstDay.at(1), chain, &book)
            attest(renewed, validTo: day.plus(1_000), at: renewal.at(9), chain, &book)
            act(renewed, day.plus(40).at(12), isLoan: false, chain, &book)
        }
    }

    private static func attest(
        _ customer: Party, validTo: Day, at time: Timestamp, _ chain: Int, _ book: inout PlantBook
    ) {
        book.checksOwnIdentity(of: customer)
        book.add(
            "kyc.attested", on: chain, at: time,
            [
                ("customer", EventValue.party(customer)), ("level", "FULL"),
                ("validTo", EventValue.moment(validTo.start)),
            ])
    }

    private static func act(
        _ customer: Party, _ time: Timestamp, isLoan: Bool, _ chain: Int, _ book: inout PlantBook
    ) {
        if isLoan {
            let lender = book.bystander(.bank)
            book.loan(yuan(20_000), from: lender, "BANK", to: customer, on: chain, at: time)
        } else {
            let payee = book.bystander(.enterprise)
            book.transfer(yuan(100), from: customer, to: payee, on: chain, at: time, side: .payer)
        }
    }
}
