internal import SupervisionModel

/// CRD-04, leverage of a micro-lender (金规〔2024〕26号, 1 + 4).
///
/// Reading: `funding.raised` of a MICRO_LENDER, all of it that is not repaid: NON_STANDARD exceeds its net assets, or
/// STANDARDISED exceeds four times them. Names the lender.
extension Injector {
    static let leverage = Injector("CRD-04") { book in
        guard let day = book.day() else { return }
        let net = yuan(60_000_000)
        raise([net * 3 / 5, net * 2 / 5, 1], "NON_STANDARD", net, day, isGuilty: true, &book)
        raise([net * 4, 1], "STANDARDISED", net, day, isGuilty: true, &book)
        raise([net * 3 / 5, net * 2 / 5], "NON_STANDARD", net, day, isGuilty: false, &book)
        raise([net * 3, net], "STANDARDISED", net, day, isGuilty: false, &book)
    }

    private static func raise(
        _ amounts: [Int], _ kind: String, _ netAssets: Int, _ day: Day, isGuilty: Bool, _ book: inout PlantBook
    ) {
        let lender = isGuilty ? book.culprit(.microLender) : book.bystander(.microLender)
        let chain = book.ledger()
        book.reference("netAssets", of: lender, netAssets)
        var time = book.officeHour(day)
        for (place, amount) in amounts.enumerated() {
            time = time.plus(seconds: place == 0 ? 0 : 172_800)
            let id = "F" + book.random.hex(12)
            let funder = book.bystander(.bank)
            book.add(
                "funding.raised", on: chain, at: time,
                [
                    ("fundingId", .string(id)), ("lender", EventValue.party(lender)), ("lenderType", "MICRO_LENDER"),
                    ("funder", EventValue.party(funder)), ("kind", .string(kind)),
                    ("amount", EventValue.amount(amount)),
                ])
        }
        if isGuilty { book.claim("CRD-04", lender, at: time) }
    }
}
