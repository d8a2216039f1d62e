internal import SupervisionModel

/// CRD-12, limits of a financing guarantor (融资担保条例 Articles 15 and 16).
///
/// Reading: active guarantees of a GUARANTOR for one debtor exceed 10 % of its net assets, or all of them exceed ten times
/// its net assets, fifteen times where `guarantorKind` is SME_AGRICULTURE. Names the guarantor.
extension Injector {
    static let guarantorLimit = Injector("CRD-12") { book in
        guard let day = book.day() else { return }
        let net = yuan(100_000_000)
        let tenth = net / 10
        guarantee([tenth - 500, 501], "GENERAL", oneDebtor: true, net, day, isGuilty: true, &book)
        guarantee([tenth - 500, 500], "GENERAL", oneDebtor: true, net, day, isGuilty: false, &book)
        let full = Array(repeating: tenth, count: 100)
        guarantee(full + [1], "GENERAL", oneDebtor: false, net, day, isGuilty: true, &book)
        guarantee(full, "GENERAL", oneDebtor: false, net, day, isGuilty: false, &book)
        guarantee(full + full.prefix(50), "SME_AGRICULTURE", oneDebtor: false, net, day, isGuilty: false, &book)
        guarantee(full + full.prefix(50) + [1], "SME_AGRICULTURE", oneDebtor: false, net, day, isGuilty: true, &book)
    }

    private static func guarantee(
        _ amounts: [Int], _ kind: String, oneDebtor: Bool, _ net: Int, _ day: Day, isGuilty: Bool,
        _ book: inout PlantBook
    ) {
        let guarantor = isGuilty ? book.culprit(.guarantor) : book.bystander(.guarantor)
        book.reference("netAssets", of: guarantor, net)
        let chain = book.ledger()
        let bank = book.bystander(.bank)
        let start = book.officeHour(day)
        var debtor = book.bystander(.enterprise)
        var time = start
        for (place, amount) in amounts.enumerated() {
            if place > 0, !oneDebtor { debtor = book.bystander(.enterprise) }
            time = start.plus(seconds: place * 600)
            _ = book.guarantee(
                amount, by: guarantor, for: debtor, to: bank, type: "GUARANTOR", kind: kind, on: chain, at: time)
        }
        if isGuilty { book.claim("CRD-12", guarantor, at: time) }
    }
}
