internal import SupervisionModel

/// SYS-03, money is drawn from industry into finance and property (虹吸).
///
/// Reading: per pair of sectors C → J or C → K and month of Asia/Shanghai: the sum of transfers with that `payerSector` and
/// `payeeSector` exceeds mean + 3 MAD of the pair's earlier months in three consecutive months, and makes at least 5 % of what
/// sector C receives. Names the pair, spelt `C-K`. The sectors' whole flow is planted here, normal months too.
extension Injector {
    static let siphoning = Injector("SYS-03") { book in
        let months = book.scenario.months
        // Once a world: there is one flow between two sectors. It needs half a year to be known.
        guard months >= 10, !book.claims.contains(where: { $0.rule == "SYS-03" }) else { return }
        let first = book.scenario.firstDay.monthsLater(0) == book.scenario.firstDay ? 0 : 1
        let begin = months - 4
        for month in first..<months {
            let start = book.scenario.firstDay.monthsLater(month)
            // Alternating, so that no three months in a row are above their mean.
            let normal = yuan(1_000_000) + (month % 2 == 0 ? 1 : -1) * yuan(20_000 + 1_000 * (month % 3))
            let drawn = [begin: 8, begin + 1: 20, begin + 2: 60]
            let briefly = [begin: 8, begin + 1: 20]
            flow("C", "K", normal * (drawn[month] ?? 1), start, &book)
            flow("C", "J", normal / 2 * (briefly[month] ?? 1), start, &book)
            flow("F", "C", yuan(4_000_000), start, &book)
        }
        let third = book.scenario.firstDay.monthsLater(begin + 2)
        let pair = Party(kind: .staff, reference: "C-K", integrity: 0)
        book.claim("SYS-03", pair, at: third.at(0), until: .days(33))
    }

    private static func flow(_ payer: String, _ payee: String, _ fen: Int, _ month: Day, _ book: inout PlantBook) {
        let chain = book.ledger()
        for week in 0..<4 {
            let from = book.bystander(.enterprise)
            let to = book.bystander(.enterprise)
            let time = book.officeHour(month.plus(week * 7 + 2))
            book.transfer(
                week == 0 ? fen - fen / 4 * 3 : fen / 4, from: from, to: to, on: chain, at: time,
                [("payerSector", .string(payer)), ("payeeSector", .string(payee))])
        }
    }
}
