internal import SupervisionModel

/// MKT-05, reserve of a token too small (MiCA Article 36).
///
/// Reading: `reserve.attested` whose `reserve` is less than its `supply`. Names the issuer.
extension Injector {
    static let reserveShortfall = Injector("MKT-05") { book in
        guard let day = book.day() else { return }
        let supply = yuan(500_000_000)
        attest(supply - 1, supply, day, isGuilty: true, &book)
        attest(supply / 2, supply, day, isGuilty: true, &book)
        attest(supply, supply, day, isGuilty: false, &book)
        attest(supply + 1, supply, day, isGuilty: false, &book)
    }

    private static func attest(_ reserve: Int, _ supply: Int, _ day: Day, isGuilty: Bool, _ book: inout PlantBook) {
        let issuer = isGuilty ? book.culprit(.issuer) : book.bystander(.issuer)
        let time = book.officeHour(day)
        let token = "TKN" + book.random.hex(6)
        book.add(
            "reserve.attested", on: book.ledger(), at: time,
            [
                ("issuer", EventValue.party(issuer)), ("token", .string(token)),
                ("supply", EventValue.amount(supply, "USD")), ("reserve", EventValue.amount(reserve, "USD")),
                ("method", "AUDIT"), ("asOf", EventValue.moment(day.start)),
            ])
        if isGuilty { book.claim("MKT-05", issuer, at: time) }
    }
}
