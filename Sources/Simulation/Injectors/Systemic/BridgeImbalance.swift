internal import SupervisionModel

/// SYS-09, a bridge makes more than was locked.
///
/// Reading: of one `bridgeId` and asset the sum of `bridge.minted` exceeds that of `bridge.locked` less `bridge.released`, and
/// still does once both chains are final beyond it. Names the bridge.
extension Injector {
    static let bridgeImbalance = Injector("SYS-09") { book in
        guard let day = book.day() else { return }
        // Made without a lock; a cent too much; made twice.
        move(locked: nil, minted: [500], day, isGuilty: true, &book)
        move(locked: 700, minted: [701], day, isGuilty: true, &book)
        move(locked: 900, minted: [900, 900], day, isGuilty: true, &book)
        move(locked: 900, minted: [900], day, isGuilty: false, &book)
        move(locked: 900, minted: [450, 450], day, isGuilty: false, &book)
    }

    private static func move(
        locked: Int?, minted: [Int], _ day: Day, isGuilty: Bool, _ book: inout PlantBook
    ) {
        let bridge = isGuilty ? book.culprit(.bridge) : book.bystander(.bridge)
        let source = book.ledger()
        let target = book.otherChain(than: source)
        let start = book.officeHour(day)
        let reference = "B" + book.random.hex(12)
        func fields(_ amount: Int, _ counterpart: Int, _ book: PlantBook) -> [PlannedEvent.Field] {
            [
                ("bridgeId", EventValue.party(bridge)), ("asset", "USDT"),
                ("amount", EventValue.amount(amount, "USDT")),
                ("counterpartChain", book.name(of: counterpart)), ("ref", .string(reference)),
            ]
        }
        if let locked { book.add("bridge.locked", on: source, at: start, fields(locked, target, book)) }
        var time = start
        for (place, amount) in minted.enumerated() {
            time = start.plus(seconds: 1_200 + place * 1_800)
            book.add("bridge.minted", on: target, at: time, fields(amount, source, book))
        }
        if isGuilty { book.claim("SYS-09", bridge, at: time, until: .days(3)) }
    }
}
