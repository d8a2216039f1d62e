internal import SupervisionModel

/// SCF-02, term of a voucher too long (银发〔2025〕77号).
///
/// Reading: `receivable.issued` with `due` later than six months after `issue` (a warning), or than one year (a breach).
/// Names the debtor.
extension Injector {
    static let voucherTerm = Injector("SCF-02") { book in
        guard let day = book.day() else { return }
        // Months counted on the calendar; from the first of February six months are 181 days, the fewest there are.
        let time = book.officeHour(day)
        let issue = day.monthsLater(0)
        issueVoucher(issue, due: issue.monthsLater(6).plus(4), time, isGuilty: true, &book)
        issueVoucher(issue, due: issue.monthsLater(12).plus(1), time, isGuilty: true, &book)
        issueVoucher(issue, due: issue.monthsLater(6), time, isGuilty: false, &book)
        issueVoucher(issue, due: issue.monthsLater(3), time, isGuilty: false, &book)
        let other = book.scenario.firstDay.monthsLater(1)
        if other.plus(20) < book.endDay {
            issueVoucher(other, due: other.monthsLater(6).plus(1), other.plus(9).at(10), isGuilty: true, &book)
        }
    }

    private static func issueVoucher(
        _ issue: Day, due: Day, _ time: Timestamp, isGuilty: Bool, _ book: inout PlantBook
    ) {
        let debtor = isGuilty ? book.culprit(.enterprise) : book.bystander(.enterprise)
        let creditor = book.bystander(.enterprise)
        let id = "R" + book.random.hex(12)
        let fingerprint = book.random.hex(64)
        book.add(
            "receivable.issued", on: book.ledger(), at: time,
            [
                ("receivableId", .string(id)), ("fingerprint", .string(fingerprint)),
                ("debtor", EventValue.party(debtor)), ("creditor", EventValue.party(creditor)),
                ("face", EventValue.amount(yuan(300_000))), ("issue", EventValue.moment(issue.start)),
                ("due", EventValue.moment(due.start)),
            ])
        if isGuilty { book.claim("SCF-02", debtor, at: time) }
    }
}
