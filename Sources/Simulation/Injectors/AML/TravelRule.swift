internal import SupervisionModel

/// AML-07, travel-rule message missing (FATF R.16).
///
/// Reading: a transfer between two providers of at least 1,000 US dollars for which no `travelrule.message` with the same
/// `endToEndId` came before it or within 15 minutes after it. Dated by the end of the grace. Names the originating VASP.
extension Injector {
    private static let grace = 900
    private static let threshold = 100_000

    static let travelRule = Injector("AML-07") { book in
        guard let day = book.day() else { return }
        let chain = book.publicChain()
        let start = day.at(10, 5)
        // Of exactly the threshold: no message; one a second late; one for another transfer, a digit off.
        for (place, delay) in [nil, grace + 1, -60].enumerated() {
            let origin = book.culprit(.vasp)
            let time = start.plus(seconds: place * 1_800)
            let id = "E" + book.random.hex(16)
            if let delay, delay > 0 { message(id, origin, chain, time.plus(seconds: delay), &book) }
            if let delay, delay < 0 {
                message(book.oneDigitOff(id), origin, chain, time.plus(seconds: delay), &book)
            }
            transfer(id, threshold, origin, chain, time, &book)
            book.claim("AML-07", origin, at: time, until: .seconds(Int64(grace) + 1))
        }
        // A cent less without a message; a message before, and one at the last moment.
        transfer("E" + book.random.hex(16), threshold - 1, book.bystander(.vasp), chain, start, &book)
        for delay in [-300, 0, grace] {
            let origin = book.bystander(.vasp)
            let id = "E" + book.random.hex(16)
            let time = start.plus(seconds: 7_200 + delay)
            if delay <= 0 { message(id, origin, chain, time.plus(seconds: delay), &book) }
            transfer(id, threshold * 5, origin, chain, time, &book)
            if delay > 0 { message(id, origin, chain, time.plus(seconds: delay), &book) }
        }
    }

    private static func transfer(
        _ id: String, _ cents: Int, _ origin: Party, _ chain: Int, _ time: Timestamp, _ book: inout PlantBook
    ) {
        let beneficiary = book.bystander(.vasp)
        book.add(
            "transfer", on: chain, at: time,
            [
                ("from", EventValue.party(book.bystander(.wallet))), ("to", EventValue.party(book.bystander(.wallet))),
                ("amount", EventValue.amount(cents, "USD")), ("channel", "CHAIN"), ("crossBorder", true),
                ("originVASP", EventValue.party(origin)), ("beneficiaryVASP", EventValue.party(beneficiary)),
                ("beneficiaryHosted", true), ("endToEndId", .string(id)),
            ])
    }

    private static func message(
        _ id: String, _ origin: Party, _ chain: Int, _ time: Timestamp, _ book: inout PlantBook
    ) {
        let hash = book.random.hex(64)
        book.add(
            "travelrule.message", on: chain, at: time,
            [
                ("endToEndId", .string(id)), ("ivms101Hash", .string(hash)), ("originVASP", EventValue.party(origin)),
                ("version", "2023"),
            ])
    }
}
