internal import SupervisionModel

/// MKT-03, an insider trades before a disclosure (证券法 Articles 50 to 53).
///
/// Reading: a party on list `insiders` of the issuer trades its shares within 30 days before a `disclosure.filed` that is
/// `material`, in a quantity above three times the mean of its own trades in the 180 days before that trade. Dated by the
/// disclosure or by the trade. Names the insider.
extension Injector {
    static let insiderTrading = Injector("MKT-03") { book in
        guard let day = book.day(head: 205, tail: 20) else { return }
        trade(1_000, daysBefore: 10, isInsider: true, day, isGuilty: true, &book)
        trade(301, daysBefore: 29, isInsider: true, day, isGuilty: true, &book)
        trade(300, daysBefore: 10, isInsider: true, day, isGuilty: false, &book)
        trade(1_000, daysBefore: 31, isInsider: true, day, isGuilty: false, &book)
        trade(1_000, daysBefore: 10, isInsider: false, day, isGuilty: false, &book)
        trade(1_000, daysBefore: 10, isInsider: true, day, isGuilty: false, isMaterial: false, &book)
    }

    private static func trade(
        _ quantity: Int, daysBefore: Int, isInsider: Bool, _ day: Day, isGuilty: Bool, isMaterial: Bool = true,
        _ book: inout PlantBook
    ) {
        let person = isGuilty ? book.culprit(.person) : book.bystander(.person)
        let issuer = book.bystander(.issuer)
        let chain = book.ledger()
        if isInsider {
            let listed = day.plus(-200)
            book.add(
                "list.entryAdded", on: chain, at: listed.at(9),
                [
                    ("listId", "insiders"), ("version", "simulated"), ("subject", EventValue.party(person)),
                    ("issuer", EventValue.party(issuer)), ("effective", EventValue.moment(listed.start)),
                ])
        }
        // A hundred shares at a time is what this person is used to.
        for offset in [180, 150, 120, 90, 60] { buy(100, issuer, person, day.plus(-offset), chain, &book) }
        let traded = buy(quantity, issuer, person, day.plus(-daysBefore), chain, &book)
        let filed = day.at(18, 30)
        let number = "N" + book.random.hex(8)
        let hash = book.random.hex(64)
        book.add(
            "disclosure.filed", on: chain, at: filed,
            [
                ("issuer", EventValue.party(issuer)), ("docType", .string(isMaterial ? "MATERIAL" : "ROUTINE")),
                ("number", .string(number)), ("material", .bool(isMaterial)), ("hash", .string(hash)),
            ])
        if isGuilty {
            book.claim("MKT-03", person, at: traded, until: filed.interval(since: traded.advanced(by: .days(-1))))
        }
    }

    @discardableResult
    private static func buy(
        _ quantity: Int, _ issuer: Party, _ person: Party, _ day: Day, _ chain: Int, _ book: inout PlantBook
    ) -> Timestamp {
        let time = day.at(10, 15)
        let seller = book.bystander(.enterprise)
        let id = "T" + book.random.hex(12)
        book.add(
            "trade.executed", on: chain, at: time,
            [
                ("tradeId", .string(id)), ("asset", .string("EQ-" + issuer.reference)),
                ("issuer", EventValue.party(issuer)), ("venue", "venue-1"), ("buyer", EventValue.party(person)),
                ("seller", EventValue.party(seller)), ("px", EventValue.price(hundredths: 1_250)),
                ("qty", EventValue.integer(quantity)),
            ])
        return time
    }
}
