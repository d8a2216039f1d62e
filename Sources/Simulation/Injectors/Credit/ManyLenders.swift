internal import SupervisionModel

/// CRD-06, borrowing on several platforms at once.
///
/// Reading: `loan.originated` to one borrower, on whatever chains, by at least 3 distinct lenders within 30 days,
/// (t − 30 d, t]. Names the borrower.
extension Injector {
    static let manyLenders = Injector("CRD-06") { book in
        guard let day = book.day(tail: 60) else { return }
        let guilty = book.culprit(.person)
        let time = borrow(guilty, lenders: 3, [0, 11, 29], day, &book)
        book.claim("CRD-06", guilty, at: time)

        // Three loans of two lenders; the third lender exactly 30 days after the first; alike names, a digit apart.
        _ = borrow(book.bystander(.person), lenders: 2, [0, 11, 12], day, &book)
        _ = borrow(book.bystander(.person), lenders: 3, [0, 11, 30], day, &book)
        let one = book.bystander(.person)
        let lookalike = Party(
            kind: .person, reference: "idhash:" + book.oneDigitOff(String(one.reference.dropFirst(7))), integrity: 0)
        _ = borrow(one, lenders: 2, [0, 5], day, &book)
        _ = borrow(lookalike, lenders: 1, [6], day, &book)
    }

    private static func borrow(
        _ borrower: Party, lenders: Int, _ days: [Int], _ day: Day, _ book: inout PlantBook
    ) -> Timestamp {
        let parties = book.bystanders(lenders, .platform)
        let hour = book.officeHour(day)
        var chain = book.ledger()
        var time = hour
        for (place, offset) in days.enumerated() {
            time = hour.plus(seconds: offset * 86_400)
            book.loan(
                yuan(8_000), from: parties[place % lenders], "PLATFORM", to: borrower, on: chain, at: time,
                [("purpose", "CONSUMPTION")])
            chain = book.otherChain(than: chain)
        }
        return time
    }
}
