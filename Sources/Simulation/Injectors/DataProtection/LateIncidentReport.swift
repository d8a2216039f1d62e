internal import SupervisionModel

/// DAT-05, incident reported late (国家网络安全事件报告管理办法, from 1 November 2025).
///
/// Reading: no `incident.reported` with the `incidentId` of an `incident.detected` within 1 hour (class CII) or 4 hours
/// (class OTHER, severity LARGER and above; GENERAL has no term). Dated by the end of the term. Names the operator.
extension Injector {
    static let lateIncidentReport = Injector("DAT-05") { book in
        guard let day = book.day() else { return }
        detect("CII", "LARGER", term: 3_600, reported: 3_601, day, isGuilty: true, &book)
        detect("CII", "MAJOR", term: 3_600, reported: nil, day, isGuilty: true, &book)
        detect("OTHER", "LARGER", term: 14_400, reported: 14_401, day, isGuilty: true, &book)
        detect("OTHER", "EXTRAORDINARY", term: 14_400, reported: nil, day, isGuilty: true, &book)
        detect("CII", "LARGER", term: 3_600, reported: 3_600, day, isGuilty: false, &book)
        detect("OTHER", "LARGER", term: 14_400, reported: 14_400, day, isGuilty: false, &book)
        detect("OTHER", "GENERAL", term: 0, reported: nil, day, isGuilty: false, &book)
    }

    private static func detect(
        _ kind: String, _ severity: String, term: Int, reported: Int?, _ day: Day, isGuilty: Bool,
        _ book: inout PlantBook
    ) {
        let party = isGuilty ? book.culprit(.platform) : book.bystander(.platform)
        let chain = book.ledger()
        let time = book.officeHour(day)
        let id = "I" + book.random.hex(8)
        let fields: [PlannedEvent.Field] = [
            ("incidentId", .string(id)), ("operator", EventValue.party(party)), ("class", .string(kind)),
            ("severity", .string(severity)),
        ]
        book.add("incident.detected", on: chain, at: time, fields)
        if let reported { book.add("incident.reported", on: chain, at: time.plus(seconds: reported), fields) }
        if isGuilty { book.claim("DAT-05", party, at: time.plus(seconds: term), until: .hours(1)) }
    }
}
