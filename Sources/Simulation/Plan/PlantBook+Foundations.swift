internal import SupervisionModel

/// What has to be known before anybody can be judged.
extension PlantBook {
    /// The prime rate in force at the beginning, then on the 20th of each month, before business begins.
    mutating func publishPrimeRates() {
        let chain = scenario.chains.indices.first { scenario.chains[$0].consensus != .work } ?? 0
        let days = (0..<scenario.days).map { scenario.firstDay.plus($0) }
        publishPrimeRate(chain, scenario.firstDay, validFrom: scenario.firstDay.plus(-12))
        for day in days where day.dayOfMonth == 20 { publishPrimeRate(chain, day, validFrom: day) }
    }

    private mutating func publishPrimeRate(_ chain: Int, _ day: Day, validFrom: Day) {
        add(
            "reference.published", on: chain, at: day.at(0, 0, 40),
            [
                ("table", "LPR1Y"), ("key", "CN"),
                ("value", EventValue.integer(PrimeRate.ppm(on: validFrom, firstDay: scenario.firstDay))),
                ("validFrom", EventValue.moment(validFrom.start)),
            ])
    }

    /// Everybody's identity was checked before the first act, for three years.
    mutating func checkIdentities() {
        let chain = scenario.chains.indices.first { scenario.chains[$0].consensus != .work } ?? 0
        for customer in customers {
            events.append(
                PlannedEvent(
                    type: "kyc.attested", chain: chain, time: scenario.firstDay.at(0, 0, 10), placement: .exact,
                    fields: [
                        ("customer", .string(customer)), ("level", "FULL"),
                        ("validTo", EventValue.moment(scenario.firstDay.plus(1_095).start)),
                    ]))
        }
    }
}
