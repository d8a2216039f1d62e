internal import SupervisionModel

/// AML-01 to AML-04, reports of large amounts (央行令〔2016〕3号, Article 5).
///
/// Reading: per customer, one-sided, one calendar day of Asia/Shanghai: the sum reaches the threshold (以上, inclusive).
/// AML-01 cash of anybody, 50,000 yuan; AML-02 LEGAL, 2,000,000; AML-03 NATURAL and not across the border, 500,000;
/// AML-04 NATURAL across the border, 200,000; the last three without cash.
extension Injector {
    static let largeCash = dailyReport("AML-01", of: .person, yuan(50_000), channel: "CASH")
    static let largeLegal = dailyReport("AML-02", of: .enterprise, yuan(2_000_000))
    static let largeNatural = dailyReport("AML-03", of: .person, yuan(500_000))
    static let largeCrossBorder = dailyReport("AML-04", of: .person, yuan(200_000), crossBorder: true)

    private static func dailyReport(
        _ rule: String, of kind: Party.Kind, _ threshold: Int, channel: String = "BANK", crossBorder: Bool = false
    ) -> Injector {
        Injector(rule) { book in
            guard let day = book.day() else { return }
            let chain = book.ledger()
            let shop = book.bystander(.enterprise)
            let report = DailyReport(shop: shop, chain: chain, channel: channel, crossBorder: crossBorder)
            let two = threshold * 2 / 5

            // Exactly the threshold, in pieces; the first ones too small for structuring (AML-05).
            let reaches = book.culprit(kind)
            report.pay(two, reaches, .payer, day.at(9, 12), &book)
            report.pay(two, reaches, .payer, day.at(12, 40), &book)
            report.pay(threshold - 2 * two, reaches, .payer, day.at(23, 59, 59), &book)
            book.claim(rule, reaches, at: day.at(23, 59, 59))
            // One amount, coming in.
            let receives = book.culprit(kind)
            report.pay(threshold, receives, .payee, day.at(10, 0), &book)
            book.claim(rule, receives, at: day.at(10, 0), until: .hours(15))

            // A cent short; on both sides of midnight; on both sides of the account.
            let short = book.bystander(kind)
            report.pay(two, short, .payer, day.at(9, 12), &book)
            report.pay(two, short, .payer, day.at(12, 40), &book)
            report.pay(threshold - 2 * two - 1, short, .payer, day.at(23, 59, 59), &book)
            let midnight = book.bystander(kind)
            report.pay(threshold * 3 / 5, midnight, .payer, day.at(23, 59, 59), &book)
            report.pay(threshold * 3 / 5, midnight, .payer, day.at(24), &book)
            let sides = book.bystander(kind)
            report.pay(threshold * 3 / 5, sides, .payer, day.at(14, 0), &book)
            report.pay(threshold * 3 / 5, sides, .payee, day.at(15, 0), &book)
            if rule == "AML-03" {
                // What crosses the border is another report's.
                let abroad = book.bystander(kind)
                report.pay(yuan(390_000), abroad, .payer, day.at(10, 0), &book)
                book.transfer(
                    yuan(190_000), from: abroad, to: shop, on: chain, at: day.at(11, 0), side: .payer,
                    crossBorder: true)
            }
        }
    }
}

/// How the transfers of one report look.
private struct DailyReport {
    let shop: Party
    let chain: Int
    let channel: String
    let crossBorder: Bool

    func pay(_ fen: Int, _ customer: Party, _ side: PlantBook.Side, _ time: Timestamp, _ book: inout PlantBook) {
        // Money that comes in comes from somebody who is paid by nobody, so that no circle closes.
        let other = side == .payer ? shop : book.bystander(.enterprise)
        book.transfer(
            fen, from: side == .payer ? customer : other, to: side == .payer ? other : customer, on: chain, at: time,
            channel: channel, side: side, crossBorder: crossBorder)
    }
}
