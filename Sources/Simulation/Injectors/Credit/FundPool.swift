internal import SupervisionModel

/// CRD-16, pooling of investors' money and self-financing (防范和处置非法集资条例).
///
/// Reading: of what investors pay a platform (`purposeCode` INVS), more than 1 % has not been paid on by the end of the next
/// working day (payments of the platform with the same `endToEndId`); or at least 20 % of what the platform pays on within
/// 30 days goes to a party that `ownership.declared` says it controls (at least 500,000 ppm). Names the platform.
extension Injector {
    static let fundPool = Injector("CRD-16") { book in
        guard let day = book.quietDay(0...1, length: 10) else { return }
        let piece = yuan(50_000)
        // All of it lies for a week, then half of it goes to a company of its own.
        let guilty = book.culprit(.platform)
        let own = book.bystander(.enterprise)
        control(guilty, own, day, &book)
        let ids = invest(guilty, piece, count: 20, day, &book)
        for id in ids.prefix(10) { payOn(guilty, own, piece, id, day.plus(7), &book) }
        book.claim("CRD-16", guilty, at: day.at(0), until: .days(12))

        // Exactly 1 % lies; a cent less than 20 % goes to a company of its own.
        let idle = book.bystander(.platform)
        let late = invest(idle, piece, count: 2, day, &book)
        payOn(idle, book.bystander(.person), piece, late[0], day, &book)
        payOn(idle, book.bystander(.person), piece - piece / 50, late[1], day.plus(1), &book)
        payOn(idle, book.bystander(.person), piece / 50, late[1], day.plus(4), &book)
        let related = book.bystander(.platform)
        let affiliate = book.bystander(.enterprise)
        control(related, affiliate, day, &book)
        let spread = invest(related, piece, count: 5, day, &book)
        for id in spread.dropFirst() { payOn(related, book.bystander(.person), piece, id, day, &book) }
        payOn(related, book.bystander(.person), 1, spread[0], day, &book)
        // Last, when the whole is known.
        payOn(related, affiliate, piece - 1, spread[0], day, hour: 16, &book)
    }

    private static func control(_ parent: Party, _ child: Party, _ day: Day, _ book: inout PlantBook) {
        book.add(
            "ownership.declared", on: book.ledger(), at: day.plus(-3).at(9),
            [
                ("parent", EventValue.party(parent)), ("child", EventValue.party(child)),
                ("pctPpm", EventValue.integer(1_000_000)), ("confidencePpm", EventValue.integer(1_000_000)),
                ("validFrom", EventValue.moment(day.plus(-3).start)),
            ])
    }

    private static func invest(
        _ platform: Party, _ fen: Int, count: Int, _ day: Day, _ book: inout PlantBook
    ) -> [String] {
        let chain = book.ledger()
        return (0..<count).map { place in
            let id = "P" + book.random.hex(12)
            let investor = book.bystander(.person)
            book.transfer(
                fen, from: investor, to: platform, on: chain, at: day.at(9, place),
                [("purposeCode", "INVS"), ("endToEndId", .string(id))])
            return id
        }
    }

    private static func payOn(
        _ platform: Party, _ payee: Party, _ fen: Int, _ id: String, _ day: Day, hour: Int = 14,
        _ book: inout PlantBook
    ) {
        let time = day.at(hour, book.random.below(60))
        book.transfer(
            fen, from: platform, to: payee, on: book.ledger(), at: time,
            [("purposeCode", "LOAN"), ("endToEndId", .string(id))])
    }
}
