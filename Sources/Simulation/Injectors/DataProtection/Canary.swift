internal import SupervisionModel

/// DAT-04, a canary record is looked up.
///
/// Reading: `data.accessed` whose `dataSubjectHash` is on list `canary` (`list.entryAdded`) at that time. Names the operator.
extension Injector {
    static let canary = Injector("DAT-04") { book in
        guard let day = book.day() else { return }
        let chain = book.ledger()
        let record = book.bystander(.person)
        let effective = day.at(0)
        book.add(
            "list.entryAdded", on: chain, at: day.plus(-1).at(12),
            [
                ("listId", "canary"), ("version", "simulated"), ("subject", EventValue.party(record)),
                ("effective", EventValue.moment(effective)),
            ])
        for (place, kind) in ["HUMAN", "SERVICE"].enumerated() {
            let guilty = book.culprit(.staff)
            let time = place == 0 ? effective : day.at(11, 20)
            book.add("data.accessed", on: chain, at: time, DataAccess.fields(guilty, kind, record.reference))
            book.claim("DAT-04", guilty, at: time)
        }
        // Before it counts, and a digit off.
        book.add(
            "data.accessed", on: chain, at: effective.plus(seconds: -1),
            DataAccess.fields(book.bystander(.staff), "HUMAN", record.reference))
        let other = "idhash:" + book.oneDigitOff(String(record.reference.dropFirst(7)))
        book.add(
            "data.accessed", on: chain, at: day.at(11, 30), DataAccess.fields(book.bystander(.staff), "HUMAN", other))
    }
}
