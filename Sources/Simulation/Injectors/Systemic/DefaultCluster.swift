internal import SupervisionModel

/// SYS-02, linked companies default together.
///
/// Reading: `loan.defaulted` of at least 3 distinct borrowers within 30 days, (t − 30 d, t], that are connected by active
/// guarantees or by declared control of at least 500,000 ppm. Names a member: planted so that the last to default is also the
/// first of the cluster in canonical order.
extension Injector {
    static let defaultCluster = Injector("SYS-02") { book in
        guard let day = book.day(head: 20, tail: 60) else { return }
        fail([0, 9, 29], linked: 3, day, isGuilty: true, &book)
        fail([0, 9, 20], linked: 2, day, isGuilty: false, &book)
        fail([0, 9, 30], linked: 3, day, isGuilty: false, &book)
        fail([0, 9], linked: 3, day, isGuilty: false, &book)
    }

    private static func fail(_ days: [Int], linked: Int, _ day: Day, isGuilty: Bool, _ book: inout PlantBook) {
        var members = days.map { _ in isGuilty ? book.culprit(.enterprise) : book.bystander(.enterprise) }
        if let first = members.min() { members = members.filter { $0 != first } + [first] }
        let bank = book.bystander(.bank)
        let chain = book.ledger()
        let before = day.plus(-10).at(9)
        let hour = book.officeHour(day)
        // A guarantees B, B guarantees C, and A owns them all.
        for place in 1..<max(1, min(linked, members.count)) {
            let other = book.otherChain(than: chain)
            _ = book.guarantee(
                yuan(500_000), by: members[place - 1], for: members[place], to: bank, on: other, at: before)
            book.add(
                "ownership.declared", on: chain, at: before,
                [
                    ("parent", EventValue.party(members[0])), ("child", EventValue.party(members[place])),
                    ("pctPpm", EventValue.integer(1_000_000)), ("confidencePpm", EventValue.integer(1_000_000)),
                    ("validFrom", EventValue.moment(day.plus(-10).start)),
                ])
        }
        var time = hour
        for (member, offset) in zip(members, days) {
            time = hour.plus(seconds: offset * 86_400)
            let id = "L" + book.random.hex(12)
            book.add(
                "loan.defaulted", on: chain, at: time,
                [
                    ("loanId", .string(id)), ("borrower", EventValue.party(member)), ("lender", EventValue.party(bank)),
                    ("lenderType", "BANK"), ("principal", EventValue.amount(yuan(400_000))),
                    ("daysOverdue", EventValue.integer(91)),
                ])
        }
        if isGuilty { book.claim("SYS-02", members[members.count - 1], at: time) }
    }
}
