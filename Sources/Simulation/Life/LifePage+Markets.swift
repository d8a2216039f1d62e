internal import SupervisionModel

/// Trades on venues, tokens and their reserves.
extension LifePage {
    mutating func writeMarkets() {
        if day.isWeekday { writeTrades() }
        if day.dayOfMonth == 28 { writeReserves() }
    }

    /// The buyer always stands before the seller: nobody sells back (MKT-01).
    private mutating func writeTrades() {
        var random = random("trades")
        for _ in 0..<life.scenario.activity.trades {
            let buyer = random.below(life.traders.count - 1)
            let seller = buyer + 1 + random.below(life.traders.count - 1 - buyer)
            let id: JSONValue = .string("T" + random.hex(12))
            let asset = random.below(5)
            add(
                "trade.executed", on: life.ledgers[0], random.between(9...14), random.below(60),
                [
                    ("tradeId", id), ("asset", .string("TK-\(asset)")), ("venue", "venue-1"),
                    ("buyer", EventValue.party(life.traders[buyer])),
                    ("seller", EventValue.party(life.traders[seller])),
                    ("px", EventValue.price(hundredths: 9_000 + 500 * asset + random.below(400))),
                    ("qty", EventValue.integer(10 + random.below(190))),
                ])
        }
    }

    /// Monthly, with 100 to 103 % of what circulates (MKT-05).
    private mutating func writeReserves() {
        for (index, issuer) in life.issuers.enumerated() {
            var random = random("reserve", index)
            let supply = yuan(20_000_000 + 1_000_000 * random.below(10))
            add(
                "reserve.attested", on: ledger(of: index), 15, index % 60,
                [
                    ("issuer", EventValue.party(issuer)), ("token", .string("TKN\(index)")),
                    ("supply", EventValue.amount(supply, "USD")),
                    ("reserve", EventValue.amount(supply / 1_000 * (1_000 + random.below(31)), "USD")),
                    ("method", "AUDIT"), ("asOf", EventValue.moment(day.start)),
                ])
        }
    }
}
