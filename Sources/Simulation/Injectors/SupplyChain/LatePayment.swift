internal import SupervisionModel

/// SCF-03, a small supplier paid late (保障中小企业款项支付条例 Articles 9 and 17).
///
/// Reading: for a `delivery.confirmed` by a buyer LARGE or GOV to a seller SME no transfer with `endToEndId` = `no` came by
/// the end of the term: LARGE 60 days, or `contractDays` where the contract has more; GOV 30 days, or `contractDays` up to
/// 60. The day of the delivery is not counted, the term ends at 24:00. Dated by that moment. Names the buyer.
/// Planted so that every term ends on a working day.
extension Injector {
    static let latePayment = Injector("SCF-03") { book in
        guard let last = book.quietDay(1...3, head: 100, length: 3) else { return }
        deliver("LARGE", nil, term: 60, last, paid: nil, isGuilty: true, &book)
        deliver("LARGE", nil, term: 60, last, paid: 1, isGuilty: true, &book)
        deliver("GOV", nil, term: 30, last, paid: 1, isGuilty: true, &book)
        deliver("GOV", 90, term: 60, last, paid: 1, isGuilty: true, &book)
        deliver("LARGE", nil, term: 60, last, paid: -1, isGuilty: false, &book)
        deliver("LARGE", 90, term: 90, last, paid: -1, isGuilty: false, &book)
        deliver("GOV", nil, term: 30, last, paid: -1, isGuilty: false, &book)
        deliver("GOV", 60, term: 60, last, paid: -1, isGuilty: false, &book)
        deliver("SME", nil, term: 60, last, paid: nil, isGuilty: false, &book)
        deliver("LARGE", nil, term: 60, last, paid: nil, isGuilty: false, seller: "LARGE", &book)
    }

    /// - Parameters:
    ///   - last: the last day of the term.
    ///   - paid: seconds from its end to the payment.
    private static func deliver(
        _ size: String, _ contractDays: Int?, term: Int, _ last: Day, paid: Int?, isGuilty: Bool,
        seller: String = "SME",
        _ book: inout PlantBook
    ) {
        let buyer = isGuilty ? book.culprit(.enterprise) : book.bystander(.enterprise)
        let supplier = book.bystander(.enterprise)
        let chain = book.ledger()
        let number = "D" + book.random.hex(12)
        let amount = yuan(120_000)
        var fields: [PlannedEvent.Field] = [
            ("no", .string(number)), ("buyer", EventValue.party(buyer)), ("seller", EventValue.party(supplier)),
            ("amount", EventValue.amount(amount)), ("buyerSize", .string(size)), ("sellerSize", .string(seller)),
        ]
        if let contractDays { fields.append(("contractDays", EventValue.integer(contractDays))) }
        let delivered = book.officeHour(last.plus(-term))
        book.add("delivery.confirmed", on: chain, at: delivered, fields)
        if let paid {
            book.transfer(
                amount, from: buyer, to: supplier, on: chain, at: last.at(24).plus(seconds: paid),
                [("endToEndId", .string(number))])
        }
        if isGuilty { book.claim("SCF-03", buyer, at: last.at(24).plus(seconds: -1), until: .hours(1)) }
    }
}
