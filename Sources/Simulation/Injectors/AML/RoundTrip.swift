internal import SupervisionModel

/// AML-12, money that comes back.
///
/// Reading: transfers that form a cycle of 3 to 6 accounts within 90 days, (t − 90 d, t], each at least 80 % of the one
/// before it. Names the first account of the cycle in the order of the references' bytes. The planted cycles are ordered
/// in time, so that both readings of the order see them; their last payer is that first account.
extension Injector {
    static let roundTrip = Injector("AML-12") { book in
        guard let day = book.day(tail: 110) else { return }
        let full = yuan(1_000_000)
        for length in [3, 6] {
            let members = cycle(length, culprit: true, &book)
            let amounts = (0..<length).map { full - $0 * yuan(20_000) }
            let time = pay(members, amounts, day, daysBetween: 3, &book)
            book.claim("AML-12", members[length - 1], at: time)
        }
        // Exactly 80 % at every hop.
        let exact = cycle(3, culprit: true, &book)
        let time = pay(exact, [full, full * 4 / 5, full * 16 / 25], day, daysBetween: 2, &book)
        book.claim("AML-12", exact[2], at: time)

        // A cent less than 80 % at two hops of three: no three of them in a row hold the amount.
        let second = full * 4 / 5 - 1
        _ = pay(cycle(3, culprit: false, &book), [full, second, second * 4 / 5 - 1], day, daysBetween: 2, &book)
        // There and back, and around seven.
        _ = pay(cycle(2, culprit: false, &book), [full, full], day, daysBetween: 2, &book)
        _ = pay(cycle(7, culprit: false, &book), Array(repeating: full, count: 7), day, daysBetween: 2, &book)
        // The last one exactly 90 days after the first.
        _ = pay(cycle(3, culprit: false, &book), [full, full, full], day, daysBetween: 45, &book)
    }

    /// The member that comes first in canonical order stands last, and closes the cycle.
    private static func cycle(_ length: Int, culprit: Bool, _ book: inout PlantBook) -> [Party] {
        var members = (0..<length).map { _ in culprit ? book.culprit(.enterprise) : book.bystander(.enterprise) }
        if let first = members.min() { members = members.filter { $0 != first } + [first] }
        return members
    }

    private static func pay(
        _ members: [Party], _ amounts: [Int], _ day: Day, daysBetween: Int, _ book: inout PlantBook
    ) -> Timestamp {
        let chain = book.ledger()
        let hour = book.officeHour(day)
        var time = hour
        for (index, payer) in members.enumerated() {
            time = hour.plus(seconds: index * daysBetween * 86_400)
            book.transfer(
                amounts[index], from: payer, to: members[(index + 1) % members.count], on: chain, at: time)
        }
        return time
    }
}
