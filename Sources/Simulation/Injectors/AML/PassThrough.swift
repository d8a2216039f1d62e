internal import SupervisionModel

/// AML-14, in and out again.
///
/// Reading: per customer that is no settlement agent, a counted day is a day of Asia/Shanghai on which at least 500,000 yuan
/// come in and at least 95 % of that goes out within 24 hours; three counted days within 30. Names the customer.
extension Injector {
    static let passThrough = Injector("AML-14") { book in
        guard let day = book.day(tail: 60) else { return }
        let large = yuan(600_000)
        let guilty = book.culprit(.enterprise)
        for offset in [0, 5, 12] { pass(large, large * 95 / 100, guilty, day.plus(offset), &book) }
        book.claim("AML-14", guilty, at: day.plus(12).at(15), until: .days(2))
        // Exactly the sum, all of it.
        let exact = book.culprit(.enterprise)
        for offset in [1, 2, 29] { pass(yuan(500_000), yuan(500_000), exact, day.plus(offset), &book) }
        book.claim("AML-14", exact, at: day.plus(29).at(15), until: .days(2))

        // A cent less than 95 %; sums too small; two days; the third 31 days after the first; a settlement agent.
        let less = book.bystander(.enterprise)
        for offset in [0, 5, 12] { pass(large, large * 95 / 100 - 1, less, day.plus(offset), &book) }
        let small = book.bystander(.enterprise)
        for offset in [0, 5, 12] { pass(yuan(249_999, fen: 99), yuan(249_999), small, day.plus(offset), &book) }
        let twice = book.bystander(.enterprise)
        for offset in [0, 5] { pass(large, large, twice, day.plus(offset), &book) }
        let rare = book.bystander(.enterprise)
        for offset in [0, 5, 31] { pass(large, large, rare, day.plus(offset), &book) }
        let agent = book.bystander(.enterprise)
        for offset in [0, 5, 12] { pass(large, large, agent, day.plus(offset), &book, type: "SETTLEMENT_AGENT") }
    }

    private static func pass(
        _ received: Int, _ paid: Int, _ customer: Party, _ day: Day, _ book: inout PlantBook, type: String? = nil
    ) {
        let chain = book.ledger()
        let payer = book.bystander(.enterprise)
        let payee = book.bystander(.enterprise)
        book.transfer(
            received, from: payer, to: customer, on: chain, at: day.at(10), side: .payee, customerType: type)
        book.transfer(paid, from: customer, to: payee, on: chain, at: day.at(15), side: .payer, customerType: type)
    }
}
