internal import SupervisionModel

/// CHN-09, contract replaced without notice.
///
/// Reading: for a `contract.upgraded` no `disclosure.filed` of docType CONTRACT_UPGRADE with the same `contract` and the same
/// code hash came at least 7 days before. Names the operator, who goes by the name of the chain. Planted so that 7 × 24 hours
/// and seven whole days after the day of the notice agree.
extension Injector {
    static let unannouncedUpgrade = Injector("CHN-09") { book in
        guard let day = book.day(head: 20) else { return }
        upgrade(noticed: nil, day.at(9, 10), isGuilty: true, &book)
        upgrade(noticed: day.plus(-6).at(11), day.at(11), isGuilty: true, &book)
        upgrade(noticed: day.plus(-12).at(9), day.at(13, 5), isGuilty: true, isOtherHash: true, &book)
        // Noticed in the last second of a day, replaced when seven days after it are over.
        upgrade(noticed: day.plus(-5).at(23, 59, 59), day.plus(3).at(0), isGuilty: false, &book)
        upgrade(noticed: day.plus(-12).at(9), day.plus(3).at(9), isGuilty: false, &book)
    }

    private static func upgrade(
        noticed: Timestamp?, _ time: Timestamp, isGuilty: Bool, isOtherHash: Bool = false, _ book: inout PlantBook
    ) {
        let chain = book.ledger()
        let contract = "contract-" + book.random.hex(8)
        let code = book.random.hex(64)
        let before = book.random.hex(64)
        let number = "N" + book.random.hex(8)
        if let noticed {
            let announced = isOtherHash ? book.oneDigitOff(code) : code
            book.add(
                "disclosure.filed", on: chain, at: noticed,
                [
                    ("issuer", book.name(of: chain)), ("reporter", book.name(of: chain)),
                    ("docType", "CONTRACT_UPGRADE"),
                    ("number", .string(number)), ("contract", .string(contract)), ("codeHash", .string(announced)),
                    ("hash", .string(announced)),
                ])
        }
        book.add(
            "contract.upgraded", on: chain, at: time,
            [
                ("operator", book.name(of: chain)), ("contract", .string(contract)), ("codeHash", .string(code)),
                ("prevCodeHash", .string(before)), ("noticeRef", .string(number)),
            ])
        if isGuilty { book.claim("CHN-09", chain: chain, at: time, until: .minutes(1)) }
    }
}
