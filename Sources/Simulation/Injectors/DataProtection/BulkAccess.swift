internal import SupervisionModel

/// DAT-02, somebody on a staff looks up too many people.
///
/// Reading: `data.accessed` by an operator of `operatorKind` HUMAN for more than 200 distinct `dataSubjectHash` within an
/// hour, (t − 1 h, t]; planted in office hours, with no history that would raise the bound. Names the operator.
extension Injector {
    static let bulkAccess = Injector("DAT-02") { book in
        guard let day = book.quietDay() else { return }
        let guilty = book.culprit(.staff)
        let time = look(201, guilty, "HUMAN", day, last: nil, &book)
        book.claim("DAT-02", guilty, at: time)

        _ = look(200, book.bystander(.staff), "HUMAN", day, last: nil, &book)
        // The last one exactly an hour after the first; few people often; a service account.
        _ = look(201, book.bystander(.staff), "HUMAN", day, last: 3_600, &book)
        _ = look(400, book.bystander(.staff), "HUMAN", day, last: nil, distinct: 100, &book)
        _ = look(260, book.bystander(.staff), "SERVICE", day, last: nil, &book)
    }

    private static func look(
        _ count: Int, _ staff: Party, _ kind: String, _ day: Day, last: Int?, distinct: Int? = nil,
        _ book: inout PlantBook
    ) -> Timestamp {
        let chain = book.ledger()
        let subjects = book.bystanders(distinct ?? count, .person)
        let start = day.at(14)
        var time = start
        for place in 0..<count {
            time = start.plus(seconds: place == count - 1 ? last ?? place * 8 : place * 8)
            book.add(
                "data.accessed", on: chain, at: time,
                DataAccess.fields(staff, kind, subjects[place % subjects.count].reference))
        }
        return time
    }
}

/// The fields of a look-up.
enum DataAccess {
    static func fields(_ staff: Party, _ kind: String, _ subject: String) -> [PlannedEvent.Field] {
        [
            ("operator", EventValue.party(staff)), ("operatorKind", .string(kind)),
            ("dataSubjectHash", .string(subject)), ("purpose", "CREDIT_REVIEW"), ("basis", "CONTRACT"),
            ("rows", 1),
        ]
    }
}
