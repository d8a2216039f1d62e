internal import SupervisionModel

/// GOV-02, information service not registered (区块链信息服务管理规定 Article 11).
///
/// Reading: no `filing.registered` with registry CAC of the operator and `serviceId` of a `service.started` by 24:00 of the
/// tenth working day after it. Dated by that moment. Names the operator. Planted in months without public holidays.
extension Injector {
    static let unregisteredService = Injector("GOV-02") { book in
        guard let day = book.quietDay(length: 16) else { return }
        // Ten working days in weeks of five are two weeks.
        let end = day.plus(14).at(24)
        start(day, filed: nil, end, isGuilty: true, &book)
        start(day, filed: end.plus(seconds: 1), end, isGuilty: true, &book)
        start(day, filed: day.plus(3).at(9), end, isGuilty: true, registry: "PRODUCT", &book)
        start(day, filed: end.plus(seconds: -1), end, isGuilty: false, &book)
        start(day, filed: day.plus(1).at(9), end, isGuilty: false, &book)
    }

    private static func start(
        _ day: Day, filed: Timestamp?, _ end: Timestamp, isGuilty: Bool, registry: String = "CAC",
        _ book: inout PlantBook
    ) {
        let service = isGuilty ? book.culprit(.platform) : book.bystander(.platform)
        let chain = book.ledger()
        let id = "S" + book.random.hex(8)
        let fields: [PlannedEvent.Field] = [
            ("operator", EventValue.party(service)), ("serviceId", .string(id)), ("kind", "BLOCKCHAIN_INFORMATION"),
        ]
        book.add("service.started", on: chain, at: day.at(10), fields)
        if let filed {
            let further: [PlannedEvent.Field] = [("registry", .string(registry)), ("number", .string("N" + id))]
            book.add("filing.registered", on: chain, at: filed, fields + further)
        }
        if isGuilty { book.claim("GOV-02", service, at: end.plus(seconds: -1), until: .hours(1)) }
    }
}
