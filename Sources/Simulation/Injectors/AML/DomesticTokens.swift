internal import SupervisionModel

/// AML-18, a domestic entity that deals in virtual currency (银发〔2026〕42号, from 6 February 2026).
///
/// Reading: an address that `entity.linked` attributes to a credit code with at least 900,000 ppm receives on a public
/// chain three times within 30 days, (t − 30 d, t]. Names the attributed enterprise.
extension Injector {
    static let domesticTokens = Injector("AML-18") { book in
        guard let day = book.day(head: 50, tail: 40) else { return }
        let chain = book.publicChain()
        let guilty = book.culprit(.enterprise)
        let time = receive(guilty, ppm: 900_000, [0, 7, 29], day, chain, &book)
        book.claim("AML-18", guilty, at: time)

        _ = receive(book.bystander(.enterprise), ppm: 900_000, [0, 7], day, chain, &book)
        _ = receive(book.bystander(.enterprise), ppm: 899_999, [0, 7, 12], day, chain, &book)
        _ = receive(book.bystander(.enterprise), ppm: 1_000_000, [0, 7, 30], day, chain, &book)
    }

    /// The amounts are small: whatever a coin costs, three are far below 50,000 yuan.
    private static func receive(
        _ owner: Party, ppm: Int, _ days: [Int], _ day: Day, _ chain: Int, _ book: inout PlantBook
    ) -> Timestamp {
        let address = book.bystander(.wallet)
        book.add(
            "entity.linked", on: chain, at: day.plus(-5).at(10),
            [
                ("a", EventValue.party(address)), ("b", EventValue.party(owner)),
                ("confidencePpm", EventValue.integer(ppm)), ("method", "EXCHANGE_RECORD"),
                ("validFrom", EventValue.moment(day.plus(-5).start)),
            ])
        var time = day.at(11, 3)
        for offset in days {
            time = day.plus(offset).at(11, 3)
            book.add(
                "transfer", on: chain, at: time,
                [
                    ("from", EventValue.party(book.bystander(.wallet))), ("to", EventValue.party(address)),
                    ("amount", EventValue.amount(100_000, "BTC")), ("channel", "CHAIN"),
                ])
        }
        return time
    }
}
