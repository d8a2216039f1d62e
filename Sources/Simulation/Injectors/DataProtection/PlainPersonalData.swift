internal import SupervisionModel

/// DAT-01, personal data in clear on a chain (PIPL).
///
/// Reading: the `payload` of `data.published` contains an identity number of 18 characters with a right check character, a
/// card number of 13 to 19 digits with a right Luhn sum, or a mobile telephone number (1, 3 to 9, nine digits). Names the
/// publisher.
extension Injector {
    static let plainPersonalData = Injector("DAT-01") { book in
        guard let day = book.day() else { return }
        let resident = IdentityNumbers.resident(isValid: true, &book.random)
        let card = IdentityNumbers.card(isValid: true, &book.random)
        publish("身份证号：" + resident, day, isGuilty: true, &book)
        publish("card " + card + " ok", day, isGuilty: true, &book)
        publish("电话 138" + book.random.text(8, of: Array("2468".utf8)) + "。", day, isGuilty: true, &book)

        let otherResident = IdentityNumbers.resident(isValid: false, &book.random)
        let otherCard = IdentityNumbers.card(isValid: false, &book.random)
        publish("编号：" + otherResident, day, isGuilty: false, &book)
        publish("serial " + otherCard, day, isGuilty: false, &book)
        publish("order 120" + book.random.text(8, of: Array("2468".utf8)), day, isGuilty: false, &book)
        publish("sha256:" + book.random.text(64, of: Array("abcdef".utf8)), day, isGuilty: false, &book)
    }

    private static func publish(_ text: String, _ day: Day, isGuilty: Bool, _ book: inout PlantBook) {
        let publisher = isGuilty ? book.culprit(.platform) : book.bystander(.platform)
        let time = book.officeHour(day)
        book.add(
            "data.published", on: book.ledger(), at: time,
            [("publisher", EventValue.party(publisher)), ("payload", .string(text))])
        if isGuilty { book.claim("DAT-01", publisher, at: time) }
    }
}
