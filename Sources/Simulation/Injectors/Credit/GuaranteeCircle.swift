internal import SupervisionModel

/// CRD-11, companies that guarantee each other in a circle.
///
/// Reading: active guarantees (`guarantee.created` and not released), from guarantor to debtor, form a cycle of 2 to 6 whose
/// amounts sum to at least 10,000,000 yuan. Names a member: planted so that the guarantor of the guarantee that closes the
/// circle is also the first member in canonical order.
extension Injector {
    static let guaranteeCircle = Injector("CRD-11") { book in
        guard let day = book.day() else { return }
        let enough = yuan(10_000_000)
        ring(2, [enough / 2, enough / 2], day, isGuilty: true, &book)
        ring(3, [yuan(4_000_000), yuan(4_000_000), yuan(4_000_000)], day, isGuilty: true, &book)
        ring(6, Array(repeating: yuan(2_000_000), count: 6), day, isGuilty: true, &book)
        ring(2, [enough / 2, enough / 2 - 1], day, isGuilty: false, &book)
        ring(7, Array(repeating: yuan(2_000_000), count: 7), day, isGuilty: false, &book)
        ring(3, Array(repeating: enough, count: 3), day, isGuilty: false, isOpen: true, &book)
        ring(3, Array(repeating: enough, count: 3), day, isGuilty: false, isReleased: true, &book)
    }

    private static func ring(
        _ length: Int, _ amounts: [Int], _ day: Day, isGuilty: Bool, isOpen: Bool = false, isReleased: Bool = false,
        _ book: inout PlantBook
    ) {
        var members = (0..<length).map { _ in isGuilty ? book.culprit(.enterprise) : book.bystander(.enterprise) }
        if let first = members.min() { members = members.filter { $0 != first } + [first] }
        // Net assets so large that half of them is never reached.
        for member in members { book.reference("netAssets", of: member, yuan(1_000_000_000)) }
        let bank = book.bystander(.bank)
        let start = book.officeHour(day)
        var time = start
        for place in 0..<(isOpen ? length - 1 : length) {
            let chain = book.ledger()
            time = start.plus(seconds: place * 93_600)
            let id = book.guarantee(
                amounts[place], by: members[place], for: members[(place + 1) % length], to: bank, on: chain, at: time)
            if place == 0, isReleased {
                book.add(
                    "guarantee.released", on: chain, at: time.plus(seconds: 40_000),
                    [
                        ("guaranteeId", .string(id)), ("guarantor", EventValue.party(members[0])),
                        ("debtor", EventValue.party(members[1])), ("obligee", EventValue.party(bank)),
                        ("amount", EventValue.amount(amounts[0])),
                    ])
            }
        }
        if isGuilty { book.claim("CRD-11", members[length - 1], at: time) }
    }
}
