internal import SupervisionModel

/// Trade: deliveries, their payment, receivables and their financing.
extension LifePage {
    /// Days before the end of the world from which nothing is delivered that would still have to be paid.
    private static let closing = 45

    /// Each buyer receives one delivery on some days, of at most 100,000 yuan, and pays after 10 to 25 days: at most 16 fall
    /// on one day, below the 2,000,000 of AML-02, and inside the 30 days of SCF-03.
    mutating func writeTrade() {
        for buyer in life.buyers.indices {
            deliver(buyer, day)
            for age in 1...26 where dayOfWorld >= age { follow(buyer, delivered: day.plus(-age), age: age) }
        }
    }

    private struct Delivery {
        let number: String
        let seller: Int
        let fen: Int
        let payAfter: Int
        let isFinanced: Bool
        let financer: Int
        let sharePercent: Int
        let termDays: Int
        let fingerprint: String
    }

    private func delivery(_ buyer: Int, _ delivered: Day) -> Delivery? {
        let worldDay = Int(delivered.number - life.scenario.firstDay.number)
        guard delivered.isWeekday, worldDay >= 2, worldDay < life.scenario.days - LifePage.closing else { return nil }
        var random = SeededRandom(seed: life.seed, "delivery", Int(delivered.number), buyer)
        guard random.chance(350) else { return nil }
        return Delivery(
            number: "D" + random.hex(12),
            seller: (buyer * 3 + random.below(3)) % life.suppliers.count,
            fen: yuan(5_000 + 1_000 * random.below(95)),
            payAfter: random.between(10...25),
            isFinanced: random.chance(400),
            financer: random.below(life.factors.count),
            sharePercent: random.between(70...100),
            termDays: random.between(30...150),
            fingerprint: random.hex(64))
    }

    private mutating func deliver(_ buyer: Int, _ delivered: Day) {
        guard let delivery = delivery(buyer, delivered) else { return }
        add(
            "delivery.confirmed", on: ledger(of: buyer), 11, buyer % 60,
            [
                ("no", .string(delivery.number)), ("buyer", EventValue.party(life.buyers[buyer])),
                ("seller", EventValue.party(life.suppliers[delivery.seller])),
                ("amount", EventValue.amount(delivery.fen)), ("buyerSize", .string(buyer % 7 == 0 ? "GOV" : "LARGE")),
                ("sellerSize", "SME"),
            ])
    }

    private mutating func follow(_ buyer: Int, delivered: Day, age: Int) {
        guard let delivery = delivery(buyer, delivered) else { return }
        let chain = ledger(of: buyer)
        if age == 1 { add("receivable.issued", on: chain, 10, 0, fields(delivery, buyer, delivered)) }
        if age == 2 { add("receivable.confirmed", on: chain, 10, 0, fields(delivery, buyer, delivered)) }
        let financed: [PlannedEvent.Field] =
            [
                ("financer", EventValue.party(life.factors[delivery.financer])),
                ("amount", EventValue.amount(delivery.fen * delivery.sharePercent / 100)),
            ]
        if age == 4, delivery.isFinanced {
            add("receivable.financed", on: chain, 14, 0, fields(delivery, buyer, delivered) + financed)
        }
        if age == delivery.payAfter {
            pay(
                delivery.fen, from: life.buyers[buyer], to: life.suppliers[delivery.seller], on: chain, 15, buyer % 60,
                [("endToEndId", .string(delivery.number))])
        }
        if age == delivery.payAfter + 1 {
            add(
                "receivable.settled", on: chain, 10, 0,
                fields(delivery, buyer, delivered) + (delivery.isFinanced ? financed : []))
        }
    }

    private func fields(_ delivery: Delivery, _ buyer: Int, _ delivered: Day) -> [PlannedEvent.Field] {
        [
            ("receivableId", .string("R" + delivery.number)), ("fingerprint", .string(delivery.fingerprint)),
            ("debtor", EventValue.party(life.buyers[buyer])),
            ("creditor", EventValue.party(life.suppliers[delivery.seller])), ("face", EventValue.amount(delivery.fen)),
            ("issue", EventValue.moment(delivered.plus(1).start)),
            ("due", EventValue.moment(delivered.plus(1 + delivery.termDays).start)),
        ]
    }
}
