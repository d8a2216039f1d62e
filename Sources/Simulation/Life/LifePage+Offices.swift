internal import SupervisionModel

/// Offices: reference values, periodic reports, look-ups of data, keys and contracts, incidents, services.
extension LifePage {
    mutating func writeOffices() {
        if dayOfWorld == 0 { writeFirstDay() }
        if dayOfWorld == 3 { writeListings() }
        writeReports()
        if day.isWeekday { writeAccesses() }
        writeOperations()
    }

    /// Before anybody acts: identity checks, net assets and capital.
    private mutating func writeFirstDay() {
        let chain = life.ledgers[0]
        for (index, customer) in life.customers.enumerated() {
            let isPerson = index < life.persons.count
            let lapses = isPerson ? life.lapseDay(of: index) : life.scenario.firstDay.plus(1_095)
            addExactly(
                "kyc.attested", on: chain, at: day.at(0, 0, 10),
                [
                    ("customer", EventValue.party(customer)), ("level", "FULL"),
                    ("validTo", EventValue.moment(lapses.start)),
                ])
        }
        for lender in life.microLenders { writeReference("netAssets", lender, yuan(1_000_000_000), chain) }
        for bank in life.banks { writeReference("tier1", bank, yuan(50_000_000_000), chain) }
    }

    private mutating func writeReference(_ table: String, _ party: Party, _ value: Int, _ chain: Int) {
        addExactly(
            "reference.published", on: chain, at: day.at(0, 0, 20),
            [
                ("table", .string(table)), ("key", EventValue.party(party)), ("value", EventValue.integer(value)),
                ("validFrom", EventValue.moment(day.plus(-1).start)),
            ])
    }

    private mutating func writeListings() {
        for (index, issuer) in life.issuers.enumerated() {
            add(
                "listing.published", on: ledger(of: index), 10, 0,
                [
                    ("issuer", EventValue.party(issuer)), ("venue", "venue-1"),
                    ("asset", .string("EQ-" + issuer.reference)),
                ])
        }
    }

    /// Two to forty days before the term ends (GOV-01).
    private mutating func writeReports() {
        for report in PeriodicReport.due(in: life.scenario) {
            for (index, issuer) in life.issuers.enumerated()
            where report.deadline.plus(-2 - index * 3 % 39) == day {
                var random = random("report", index)
                add(
                    "disclosure.filed", on: ledger(of: index), 16, 0,
                    [
                        ("issuer", EventValue.party(issuer)), ("docType", .string(report.docType)),
                        ("period", .string(report.period)), ("hash", .string(random.hex(64))),
                    ])
            }
        }
    }

    /// A few people an hour for each of the staff (DAT-02); a service account looks up more, at night.
    private mutating func writeAccesses() {
        var random = random("access")
        for place in 0..<life.scenario.activity.dataAccesses {
            let operatorIndex = random.below(life.staff.count)
            let isService = operatorIndex == 0
            let subject = life.persons[random.below(life.persons.count)]
            add(
                "data.accessed", on: ledger(of: operatorIndex), isService ? 2 : 9 + place % 8, random.below(60),
                DataAccess.fields(life.staff[operatorIndex], isService ? "SERVICE" : "HUMAN", subject.reference))
        }
    }

    /// Each month on each chain of institutions: a key is rotated with approval and enough signers, a contract replaced after
    /// twelve days of notice, an incident reported within the hour.
    private mutating func writeOperations() {
        for (place, chain) in life.ledgers.enumerated() {
            let name: JSONValue = .string(life.scenario.chains[chain].id.text)
            let start = 3 + place % 5
            var month = SeededRandom(seed: life.seed, "operations", Int(day.date.year) * 12 + day.month, place)
            let number: JSONValue = .string("A" + month.hex(10))
            let code: JSONValue = .string(month.hex(64))
            let contract: JSONValue = .string("contract-\(place)")
            switch day.dayOfMonth - start {
            case 0:
                add(
                    "disclosure.filed", on: chain, 9, 0,
                    [
                        ("issuer", name), ("reporter", name), ("docType", "CONTRACT_UPGRADE"), ("contract", contract),
                        ("codeHash", code), ("hash", code),
                    ])
            case 1:
                add(
                    "approval.granted", on: chain, 9, 0,
                    [("registry", "CHANGE_BOARD"), ("number", number), ("operator", name)])
            case 3:
                add(
                    "admin.action", on: chain, 10, 0,
                    [
                        ("operator", name), ("operation", "ROTATE_KEY"), ("contract", contract),
                        ("signers", EventValue.parties(Array(life.staff.prefix(3)))), ("threshold", 2),
                        ("approvalRef", number),
                    ])
            case 12 where dayOfWorld > 12:
                add(
                    "contract.upgraded", on: chain, 11, 0,
                    [("operator", name), ("contract", contract), ("codeHash", code)])
            case 15: writeIncident(place, chain)
            default: break
            }
        }
    }

    private mutating func writeIncident(_ place: Int, _ chain: Int) {
        var random = random("incident", place)
        let fields: [PlannedEvent.Field] = [
            ("incidentId", .string("I" + random.hex(8))),
            ("operator", EventValue.party(life.platforms[place % life.platforms.count])), ("class", "OTHER"),
            ("severity", .string(random.chance(700) ? "GENERAL" : "LARGER")),
        ]
        // In one block, so that no delay of the chain comes between them.
        let minute = random.below(60)
        add("incident.detected", on: chain, 14, minute, fields)
        add("incident.reported", on: chain, 14, minute, fields)
    }
}
