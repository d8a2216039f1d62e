internal import SupervisionModel

/// AML-05, structuring.
///
/// Reading: per customer, transfers of at least 80 % and less than 100 % of the threshold of their channel (cash 50,000
/// yuan): three within 24 hours or five within 7 days, windows (t − w, t], and together at least the threshold.
extension Injector {
    static let structuring = Injector("AML-05") { book in
        guard let day = book.day() else { return }
        let chain = book.ledger()
        let below = yuan(42_000)

        // Three in an afternoon: together they are a large amount of cash as well.
        let hasty = book.culprit(.person)
        for hour in [10, 13, 16] { pay(below, hasty, day.at(hour), chain, &book) }
        book.claim("AML-05", hasty, at: day.at(16))
        book.claim("AML-01", hasty, at: day.at(13), until: .hours(12))
        // One a day for five days, each exactly 80 %.
        let patient = book.culprit(.person)
        for offset in 0..<5 { pay(yuan(40_000), patient, day.plus(offset).at(11, 30), chain, &book) }
        book.claim("AML-05", patient, at: day.plus(4).at(11, 30))

        // A cent below 80 %.
        let small = book.bystander(.person)
        for offset in 0..<5 { pay(yuan(39_999, fen: 99), small, day.plus(offset).at(11, 30), chain, &book) }
        // The fifth comes exactly seven days after the first.
        let slow = book.bystander(.person)
        for offset in [0, 2, 3, 5, 7] { pay(below, slow, day.plus(offset).at(15, 20), chain, &book) }
        // The third comes exactly 24 hours after the first: no structuring, but two of them are a large amount.
        let daily = book.bystander(.person)
        for time in [day.at(12), day.at(18), day.plus(1).at(12)] { pay(below, daily, time, chain, &book) }
        book.claim("AML-01", daily, at: day.at(18), until: .hours(7))
    }

    private static func pay(_ fen: Int, _ customer: Party, _ time: Timestamp, _ chain: Int, _ book: inout PlantBook) {
        let payee = book.bystander(.enterprise)
        book.transfer(fen, from: customer, to: payee, on: chain, at: time, channel: "CASH", side: .payer)
    }
}
