internal import SupervisionModel

/// SCF-01, one receivable financed twice (民法典 Article 768).
///
/// Reading: of one `fingerprint`, on whatever chains, at least two distinct financers are active (financed and not settled)
/// and what they financed exceeds `face`. Names the creditor.
extension Injector {
    static let duplicateFinancing = Injector("SCF-01") { book in
        guard let day = book.day() else { return }
        let face = yuan(1_000_000)
        finance([face * 3 / 5, face * 3 / 5], face, day, isGuilty: true, &book)
        finance([face / 2, face / 2 + 1], face, day, isGuilty: true, &book)
        // Shared to the cent; more than the face, but by one; paid before; others that differ by a digit, a width, a cent.
        finance([face / 2, face / 2], face, day, isGuilty: false, &book)
        finance([face * 3 / 5, face * 3 / 5], face, day, isGuilty: false, financers: 1, &book)
        finance([face, face], face, day, isGuilty: false, isSettled: true, &book)
        finance([face, face], face, day, isGuilty: false, second: .digit, &book)
        finance([face, face], face, day, isGuilty: false, second: .width, &book)
        finance([face, face + 1], face, day, isGuilty: false, second: .cent, &book)
    }

    /// How the second receivable differs from the first one.
    private enum Difference { case none, digit, width, cent }

    private static func finance(
        _ amounts: [Int], _ face: Int, _ day: Day, isGuilty: Bool, financers: Int = 2, isSettled: Bool = false,
        second: Difference = .none, _ book: inout PlantBook
    ) {
        let creditor = isGuilty ? book.culprit(.enterprise) : book.bystander(.enterprise)
        let debtor = book.bystander(.enterprise)
        let parties = book.bystanders(financers, .factor)
        let start = book.officeHour(day)
        var fingerprint = book.random.hex(64)
        var face = face
        var chain = book.ledger()
        var time = start
        for (place, amount) in amounts.enumerated() {
            time = start.plus(seconds: place * 5 * 86_400)
            let id = "R" + book.random.hex(12)
            var fields: [PlannedEvent.Field] = [
                ("receivableId", .string(id)), ("fingerprint", .string(fingerprint)),
                ("debtor", EventValue.party(debtor)), ("creditor", EventValue.party(creditor)),
                ("face", EventValue.amount(face)), ("issue", EventValue.moment(day.start)),
                ("due", EventValue.moment(day.plus(90).start)),
            ]
            if place == 0 || second != .none { book.add("receivable.issued", on: chain, at: time, fields) }
            fields += [
                ("financer", EventValue.party(parties[place % financers])), ("amount", EventValue.amount(amount)),
            ]
            book.add("receivable.financed", on: chain, at: time.plus(seconds: 600), fields)
            if place == 0, isSettled {
                book.add("receivable.settled", on: chain, at: time.plus(seconds: 86_400), fields)
            }
            switch second {
            case .none: break
            case .digit: fingerprint = book.oneDigitOff(fingerprint)
            case .width: fingerprint = book.otherWidth(fingerprint)
            case .cent:
                // Another amount is another receivable, with another fingerprint.
                face += 1
                fingerprint = book.random.hex(64)
            }
            chain = book.otherChain(than: chain)
        }
        if isGuilty { book.claim("SCF-01", creditor, at: time) }
    }
}
