internal import SupervisionModel

/// CHN-08, a privileged key used without right.
///
/// Reading: `admin.action` with fewer distinct `signers` than `threshold`, or for whose `approvalRef` no `approval.granted`
/// with that `number` came within the 7 days before. Names the operator, who goes by the name of the chain.
extension Injector {
    static let adminKey = Injector("CHN-08") { book in
        guard let day = book.day(head: 20) else { return }
        let week = 7 * 86_400
        act(signers: 2, threshold: 3, approved: 86_400, day, 9, isGuilty: true, &book)
        act(signers: 3, threshold: 3, approved: week + 1, day, 10, isGuilty: true, &book)
        act(signers: 3, threshold: 3, approved: nil, day, 11, isGuilty: true, &book)
        act(signers: 5, threshold: 3, approved: 3_600, day, 13, isGuilty: true, isOtherNumber: true, &book)
        // As many as needed, at the last moment of the seven days; more than needed.
        act(signers: 3, threshold: 3, approved: week - 1, day.plus(3), 9, isGuilty: false, &book)
        act(signers: 4, threshold: 3, approved: 60, day.plus(3), 11, isGuilty: false, &book)
    }

    private static func act(
        signers: Int, threshold: Int, approved: Int?, _ day: Day, _ hour: Int, isGuilty: Bool,
        isOtherNumber: Bool = false, _ book: inout PlantBook
    ) {
        let chain = book.ledger()
        let time = day.at(hour, book.random.below(60))
        let digits = book.random.hex(10)
        let number = "A" + digits
        if let approved {
            let granted = isOtherNumber ? "A" + book.oneDigitOff(digits) : number
            book.add(
                "approval.granted", on: chain, at: time.plus(seconds: -approved),
                [
                    ("registry", "CHANGE_BOARD"), ("number", .string(granted)), ("operator", book.name(of: chain)),
                    ("operation", "ROTATE_KEY"),
                ])
        }
        let parties = book.bystanders(signers, .staff)
        book.add(
            "admin.action", on: chain, at: time,
            [
                ("operator", book.name(of: chain)), ("operation", "ROTATE_KEY"), ("contract", "registry"),
                ("signers", EventValue.parties(parties)), ("threshold", EventValue.integer(threshold)),
                ("approvalRef", .string(number)),
            ])
        if isGuilty { book.claim("CHN-08", chain: chain, at: time, until: .minutes(1)) }
    }
}
