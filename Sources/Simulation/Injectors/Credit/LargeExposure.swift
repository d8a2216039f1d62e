internal import SupervisionModel

/// CRD-05, large exposure of a bank (LEX10.8, LEX20.1).
///
/// Reading: what a BANK has outstanding with one borrower reaches 10 % of its tier 1 capital (table `tier1`, inclusive);
/// breaches above 25 % are a higher severity of the same alert. Names the bank.
extension Injector {
    static let largeExposure = Injector("CRD-05") { book in
        guard let day = book.day() else { return }
        let tenth = yuan(300_000_000)
        lend([tenth], tenth, day, isGuilty: true, &book)
        lend([tenth * 2 / 3, tenth / 3], tenth, day, isGuilty: true, &book)
        lend([tenth * 5 / 2 + 1], tenth, day, isGuilty: true, &book)
        lend([tenth - 1], tenth, day, isGuilty: false, &book)
        // As much in all, but to two who have nothing to do with each other.
        lend([tenth / 2, tenth / 2], tenth, day, isGuilty: false, sameBorrower: false, &book)
    }

    private static func lend(
        _ amounts: [Int], _ tenth: Int, _ day: Day, isGuilty: Bool, sameBorrower: Bool = true, _ book: inout PlantBook
    ) {
        let bank = isGuilty ? book.culprit(.bank) : book.bystander(.bank)
        var borrower = book.bystander(.enterprise)
        let chain = book.ledger()
        book.reference("tier1", of: bank, tenth * 10)
        var time = book.officeHour(day)
        for (place, amount) in amounts.enumerated() {
            if place > 0 { time = time.plus(seconds: 86_400) }
            if place > 0, !sameBorrower { borrower = book.bystander(.enterprise) }
            book.loan(amount, from: bank, "BANK", to: borrower, on: chain, at: time, [("purpose", "OPERATION")])
        }
        if isGuilty { book.claim("CRD-05", bank, at: time) }
    }
}
