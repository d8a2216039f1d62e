internal import SupervisionModel

/// MKT-01, wash trading (证券法 Article 55, MiCA Article 92).
///
/// Reading: two traders sell one asset to each other and back at least three times within 10 minutes, (t − 10 min, t], all
/// prices within 0.5 %, bought and sold quantities apart by at most 2 %, none of it under a `mandate`. Names one of the two:
/// planted so that the first in canonical order buys last.
extension Injector {
    static let washTrading = Injector("MKT-01") { book in
        guard let day = book.day() else { return }
        let plain = Rounds()
        trade(plain, day, isGuilty: true, &book)
        var uneven = Rounds()
        uneven.backQuantity = 99
        uneven.backPrice = 10_040
        trade(uneven, day, isGuilty: true, &book)

        var two = Rounds()
        two.count = 2
        var slow = Rounds()
        slow.secondsBetween = 150
        var dear = Rounds()
        dear.backPrice = 10_150
        var net = Rounds()
        net.backQuantity = 90
        var maker = Rounds()
        maker.mandate = "MM-1"
        for rounds in [two, slow, dear, net, maker] { trade(rounds, day, isGuilty: false, &book) }
    }

    private struct Rounds {
        var count = 3
        var secondsBetween = 90
        var backPrice = 10_000
        var backQuantity = 100
        var mandate: String?
    }

    private static func trade(_ rounds: Rounds, _ day: Day, isGuilty: Bool, _ book: inout PlantBook) {
        let pair = (0..<2).map { _ in isGuilty ? book.culprit(.person) : book.bystander(.person) }.sorted()
        let chain = book.ledger()
        let asset = "TK" + book.random.hex(6)
        let start = book.officeHour(day)
        var time = start
        for leg in 0..<rounds.count * 2 {
            time = start.plus(seconds: leg * rounds.secondsBetween)
            let isBack = leg % 2 == 1
            let id = "T" + book.random.hex(12)
            var fields: [PlannedEvent.Field] = [
                ("tradeId", .string(id)), ("asset", .string(asset)), ("venue", "venue-1"),
                ("buyer", EventValue.party(pair[isBack ? 0 : 1])), ("seller", EventValue.party(pair[isBack ? 1 : 0])),
                ("px", EventValue.price(hundredths: isBack ? rounds.backPrice : 10_000)),
                ("qty", EventValue.integer(isBack ? rounds.backQuantity : 100)),
            ]
            if let mandate = rounds.mandate { fields.append(("mandate", .string(mandate))) }
            book.add("trade.executed", on: chain, at: time, fields)
        }
        if isGuilty { book.claim("MKT-01", pair[0], at: time) }
    }
}
