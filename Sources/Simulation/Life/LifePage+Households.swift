internal import SupervisionModel

/// Persons: salary, rent, purchases, and identity checks that are renewed.
extension LifePage {
    mutating func writeHouseholds() {
        if day.dayOfMonth == 10 { writeSalaries() }
        writeRent()
        writePurchases()
        writeRenewals()
    }

    /// Once a month. At most 20,000 yuan each: an employer of 90 stays below the 2,000,000 of AML-02.
    private mutating func writeSalaries() {
        for (index, person) in life.persons.enumerated() {
            let employer = index % life.suppliers.count
            // More employers than fit a day pay on the next ones: nobody pays more than ninety.
            guard index / life.suppliers.count < 90 else { break }
            var random = random("salary", index)
            let wage = yuan(4_000 + 500 * random.below(33))
            pay(wage, from: life.suppliers[employer], to: person, on: ledger(of: employer), 10, random.below(60))
        }
    }

    /// In the first five days of a month, to landlords that pay nobody.
    private mutating func writeRent() {
        guard day.dayOfMonth <= 5 else { return }
        for (index, person) in life.persons.enumerated() where index % 5 == day.dayOfMonth - 1 {
            let rent = yuan(1_200 + 100 * (index % 40))
            pay(
                rent, from: person, to: life.landlords[index % life.landlords.count], on: ledger(of: index), 9,
                index % 60)
        }
    }

    /// At most 3,000 yuan, by card. More before the new year and in November, fewer in February.
    private mutating func writePurchases() {
        var random = random("purchases")
        let season = [12: 130, 11: 140, 1: 115, 2: 80][day.month] ?? 100
        let weekend = day.isWeekday ? 100 : 130
        for _ in 0..<life.scenario.activity.purchases * season * weekend / 10_000 {
            let person = random.below(life.persons.count)
            let shop = life.shops[random.below(life.shops.count)]
            let price = 500 + random.below(random.chance(50) ? 299_000 : 30_000)
            pay(
                price, from: life.persons[person], to: shop, on: ledger(of: person), random.between(8...21),
                random.below(60), channel: random.chance(900) ? "CARD" : "CASH")
        }
    }

    /// Half of the persons renew the check of their identity within the year, ten days before it lapses.
    private mutating func writeRenewals() {
        for (index, person) in life.persons.enumerated() {
            let lapses = life.lapseDay(of: index)
            guard lapses.plus(-10) == day else { continue }
            addExactly(
                "kyc.attested", on: life.ledgers[0], at: day.at(8, 30),
                [
                    ("customer", EventValue.party(person)), ("level", "FULL"),
                    ("validTo", EventValue.moment(lapses.plus(1_095).start)),
                ])
        }
    }
}

extension Life {
    /// The day on which the first check of a person's identity lapses.
    func lapseDay(of index: Int) -> Day {
        scenario.firstDay.plus(index % 2 == 0 ? 60 + index * 7 % 300 : 1_095)
    }
}
