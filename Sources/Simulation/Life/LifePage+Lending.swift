internal import SupervisionModel

/// Loans: applied for, approved, paid out, paid back in three monthly parts, and taken again.
extension LifePage {
    /// Days from one loan of a borrower to the next one.
    private static let period = 130

    /// A borrower has one lender for good: CRD-06 sees one. Amounts are far below one tenth of net assets and tier 1, rates
    /// below four times the prime rate, and borrowers lend to nobody.
    mutating func writeLending() {
        for index in life.persons.indices where index % 3 == 0 { follow(index, isCompany: false) }
        for index in life.suppliers.indices { follow(index, isCompany: true) }
    }

    private mutating func follow(_ index: Int, isCompany: Bool) {
        var fixed = SeededRandom(seed: life.seed, isCompany ? "company loan" : "personal loan", index)
        let offset = fixed.below(LifePage.period)
        let age = (dayOfWorld + offset) % LifePage.period
        let begun = dayOfWorld - age
        guard begun >= 2, [0, 1, 2, 32, 62, 92].contains(age) else { return }
        let bank = isCompany || fixed.chance(400)
        let lenders = bank ? life.banks : life.microLenders
        let lender = lenders[fixed.below(lenders.count)]
        let borrower = isCompany ? life.suppliers[index] : life.persons[index]
        let aprPpm = bank ? fixed.between(35_000...60_000) : fixed.between(80_000...117_000)
        let isSubsidised = isCompany && fixed.chance(200)
        var random = SeededRandom(seed: life.seed, isCompany ? "company amount" : "personal amount", index, begun)
        let fen = isCompany ? yuan(100_000 + 10_000 * random.below(41)) : yuan(3_000 + 1_000 * random.below(48))
        let id = "L" + random.hex(12)
        let contract = life.scenario.firstDay.plus(begun + 2)
        let chain = ledger(of: index)
        let fields: [PlannedEvent.Field] = [
            ("loanId", .string(id)), ("borrower", EventValue.party(borrower)), ("lender", EventValue.party(lender)),
            ("lenderType", .string(bank ? "BANK" : "MICRO_LENDER")), ("principal", EventValue.amount(fen)),
            ("aprPpm", EventValue.integer(aprPpm)), ("contractDate", EventValue.moment(contract.start)),
            ("maturity", EventValue.moment(contract.plus(90).start)), ("network", .bool(!bank)),
            ("purpose", .string(isCompany ? "OPERATION" : "CONSUMPTION")),
        ]
        switch age {
        case 0: add("loan.applied", on: chain, 9, 30, fields)
        case 1: add("loan.approved", on: chain, 16, 0, fields)
        case 2:
            add("loan.originated", on: chain, 10, 0, fields)
            add("loan.disbursed", on: chain, 10, 30, fields)
            if isSubsidised { subsidise(id, borrower, lender, chain) }
        default:
            let part = age == 92 ? fen - fen / 3 * 2 : fen / 3
            add(
                "loan.repaid", on: chain, 11, 0,
                fields.filter { $0.name != "principal" } + [
                    ("principal", EventValue.amount(part)), ("amount", EventValue.amount(part)),
                    ("principalPaid", EventValue.amount(part)), ("isSettled", .bool(age == 92)),
                ])
        }
    }

    private mutating func subsidise(_ loan: String, _ borrower: Party, _ lender: Party, _ chain: Int) {
        add(
            "subsidy.granted", on: chain, 10, 45,
            [
                ("programme", "81-2025"), ("loanId", .string(loan)), ("borrower", EventValue.party(borrower)),
                ("lender", EventValue.party(lender)), ("ratePpm", EventValue.integer(10_000)),
                ("cap", EventValue.amount(yuan(1_000_000))),
            ])
    }
}
