internal import SupervisionModel

/// AML-10, many pay in and it leaves at once.
///
/// Reading: an account that at least 10 distinct payers paid within 72 hours, (t − 72 h, t], pays at least 90 % of that sum
/// on within 24 hours after the latest of those payments. Names the collecting account.
extension Injector {
    static let fanIn = Injector("AML-10") { book in
        guard let day = book.day() else { return }
        let piece = yuan(5_000)
        let guilty = book.culprit(.person)
        let last = collect(10, piece, guilty, day.at(8), hoursBetween: 6, &book)
        payOut(piece * 9, guilty, last.plus(seconds: 5 * 3_600), &book)
        book.claim("AML-10", guilty, at: last.plus(seconds: 5 * 3_600))
        // In two payments, of which the second reaches 90 %.
        let stepwise = book.culprit(.enterprise)
        let end = collect(12, piece, stepwise, day.at(9), hoursBetween: 2, &book)
        payOut(piece * 6, stepwise, end.plus(seconds: 3_600), &book)
        payOut(piece * 6, stepwise, end.plus(seconds: 20 * 3_600), &book)
        book.claim("AML-10", stepwise, at: end.plus(seconds: 3_600))

        // Nine payers; a cent less than 90 %; a second too late; the first payer exactly 72 hours before the tenth.
        let nine = book.bystander(.person)
        let ninth = collect(9, piece, nine, day.at(8), hoursBetween: 6, &book)
        payOut(piece * 9, nine, ninth.plus(seconds: 3_600), &book)
        let less = book.bystander(.person)
        let tenth = collect(10, piece, less, day.at(8), hoursBetween: 6, &book)
        payOut(piece * 9 - 1, less, tenth.plus(seconds: 3_600), &book)
        let late = book.bystander(.person)
        let before = collect(10, piece, late, day.at(8), hoursBetween: 6, &book)
        payOut(piece * 10, late, before.plus(seconds: 24 * 3_600 + 1), &book)
        let stretched = book.bystander(.person)
        let whole = collect(10, piece, stretched, day.at(8), hoursBetween: 8, &book)
        payOut(piece * 10, stretched, whole.plus(seconds: 3_600), &book)
    }

    private static func collect(
        _ payers: Int, _ fen: Int, _ account: Party, _ start: Timestamp, hoursBetween: Int, _ book: inout PlantBook
    ) -> Timestamp {
        let chain = book.ledger()
        var time = start
        for index in 0..<payers {
            time = start.plus(seconds: index * hoursBetween * 3_600)
            let payer = book.bystander(.person)
            book.transfer(fen, from: payer, to: account, on: chain, at: time, side: .payee)
        }
        return time
    }

    private static func payOut(_ fen: Int, _ account: Party, _ time: Timestamp, _ book: inout PlantBook) {
        let payee = book.bystander(.enterprise)
        let chain = book.ledger()
        book.transfer(fen, from: account, to: payee, on: chain, at: time, side: .payer)
    }
}
