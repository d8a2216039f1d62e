internal import SupervisionModel

/// CRD-03, micro-lender's limit for one borrower (金规〔2024〕26号).
///
/// Reading: what a MICRO_LENDER has outstanding with one borrower (`loan.originated` less `loan.repaid`, principal) exceeds
/// 10 % of its net assets (table `netAssets`), or, over a network, 200,000 yuan for CONSUMPTION or 10,000,000 for
/// OPERATION. Names the lender.
extension Injector {
    static let borrowerLimit = Injector("CRD-03") { book in
        guard let day = book.day(tail: 60) else { return }
        let time = book.officeHour(day)
        let tenth = yuan(5_000_000)
        let network = yuan(200_000)
        let operation = yuan(10_000_000)

        lend(
            [tenth - yuan(1_000_000), yuan(1_000_000) + 1], netAssets: tenth * 10, "OPERATION", false, time, true, &book
        )
        lend([tenth - yuan(1_000_000), yuan(1_000_000)], netAssets: tenth * 10, "OPERATION", false, time, false, &book)
        lend([network + 1], netAssets: tenth * 100, "CONSUMPTION", true, time, true, &book)
        lend([network], netAssets: tenth * 100, "CONSUMPTION", true, time, false, &book)
        lend([network + 1], netAssets: tenth * 100, "CONSUMPTION", false, time, false, &book)
        lend([operation + 1], netAssets: tenth * 100, "OPERATION", true, time, true, &book)
        lend([operation], netAssets: tenth * 100, "OPERATION", true, time, false, &book)

        // Paid back before the next loan: never above the limit.
        let careful = book.bystander(.microLender)
        book.reference("netAssets", of: careful, tenth * 10)
        let borrower = book.bystander(.enterprise)
        let chain = book.ledger()
        let first = book.loan(tenth, from: careful, "MICRO_LENDER", to: borrower, on: chain, at: time)
        book.repayment(
            of: first, tenth, from: borrower, to: careful, "MICRO_LENDER", on: chain, at: time.plus(seconds: 864_000))
        book.loan(
            tenth, from: careful, "MICRO_LENDER", to: borrower, on: chain, at: time.plus(seconds: 864_600))
    }

    private static func lend(
        _ amounts: [Int], netAssets: Int, _ purpose: String, _ network: Bool, _ time: Timestamp, _ isGuilty: Bool,
        _ book: inout PlantBook
    ) {
        let lender = isGuilty ? book.culprit(.microLender) : book.bystander(.microLender)
        let borrower = book.bystander(.enterprise)
        let chain = book.ledger()
        book.reference("netAssets", of: lender, netAssets)
        for (place, amount) in amounts.enumerated() {
            book.loan(
                amount, from: lender, "MICRO_LENDER", to: borrower, on: chain, at: time.plus(seconds: place * 86_400),
                [("purpose", .string(purpose)), ("network", .bool(network))])
        }
        if isGuilty { book.claim("CRD-03", lender, at: time.plus(seconds: (amounts.count - 1) * 86_400)) }
    }
}
