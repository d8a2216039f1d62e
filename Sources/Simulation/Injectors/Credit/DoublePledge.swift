internal import SupervisionModel

/// CRD-14, one thing pledged twice (民法典 Articles 414, 415 and 445).
///
/// Reading: of one `assetFingerprint`, on whatever chains, two pledges are active and the later one has no `consentRef`; or
/// the active pledges secure more than the value of the thing. Names the pledgor.
extension Injector {
    static let doublePledge = Injector("CRD-14") { book in
        guard let day = book.day() else { return }
        let value = yuan(8_000_000)
        let half = value / 2
        // The second without consent; with consent, but a cent too much.
        pledge([half, half], value, consent: false, day, isGuilty: true, &book)
        pledge([half, half + 1], value, consent: true, day, isGuilty: true, &book)
        // With consent and exactly the value; released before; another thing: a digit, a width.
        pledge([half, half], value, consent: true, day, isGuilty: false, &book)
        pledge([half, half], value, consent: false, day, isGuilty: false, isReleased: true, &book)
        pledge([half, half], value, consent: false, day, isGuilty: false, perturbation: .digit, &book)
        pledge([half, half], value, consent: false, day, isGuilty: false, perturbation: .width, &book)
    }

    private enum Perturbation { case none, digit, width }

    private static func pledge(
        _ secured: [Int], _ value: Int, consent: Bool, _ day: Day, isGuilty: Bool, isReleased: Bool = false,
        perturbation: Perturbation = .none, _ book: inout PlantBook
    ) {
        let pledgor = isGuilty ? book.culprit(.enterprise) : book.bystander(.enterprise)
        let start = book.officeHour(day)
        var fingerprint = book.random.hex(64)
        var chain = book.ledger()
        var time = start
        for (place, amount) in secured.enumerated() {
            time = start.plus(seconds: place * 4 * 86_400)
            let pledgee = book.bystander(.bank)
            let id = "C" + book.random.hex(12)
            var fields: [PlannedEvent.Field] = [
                ("collateralId", .string(id)), ("assetFingerprint", .string(fingerprint)), ("assetType", "EQUIP"),
                ("pledgor", EventValue.party(pledgor)), ("pledgee", EventValue.party(pledgee)),
                ("rank", EventValue.integer(place + 1)), ("value", EventValue.amount(value)),
                ("secured", EventValue.amount(amount)),
            ]
            if place > 0, consent { fields.append(("consentRef", .string("CONSENT-" + book.random.hex(8)))) }
            book.add("collateral.pledged", on: chain, at: time, fields)
            if place == 0, isReleased {
                book.add("collateral.released", on: chain, at: time.plus(seconds: 86_400), fields)
            }
            switch perturbation {
            case .none: break
            case .digit: fingerprint = book.oneDigitOff(fingerprint)
            case .width: fingerprint = book.otherWidth(fingerprint)
            }
            chain = book.otherChain(than: chain)
        }
        if isGuilty { book.claim("CRD-14", pledgor, at: time) }
    }
}
