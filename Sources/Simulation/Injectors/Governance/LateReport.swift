internal import SupervisionModel

/// A report that a listed issuer owes within the world.
struct PeriodicReport {
    let docType: String
    /// The last day of the period, as a date.
    let period: String
    /// The last day of the term, which ends at 24:00.
    let deadline: Day

    /// Annual reports by 30 April, half-yearly ones by 31 August (证券法 Article 79).
    static func due(in scenario: Scenario) -> [PeriodicReport] {
        var reports: [PeriodicReport] = []
        for offset in 0...1 {
            let year = scenario.firstDay.date.year + Int64(offset)
            guard let april = CivilDate(year: year, month: 4, day: 30),
                let august = CivilDate(year: year, month: 8, day: 31)
            else { continue }
            reports.append(
                PeriodicReport(
                    docType: "ANNUAL", period: "\(year - 1)-12-31", deadline: Day(number: Int32(april.daysSinceEpoch))))
            reports.append(
                PeriodicReport(
                    docType: "HALF_YEAR", period: "\(year)-06-30", deadline: Day(number: Int32(august.daysSinceEpoch))))
        }
        let first = scenario.firstDay.plus(20)
        let last = scenario.firstDay.plus(scenario.days - 3)
        return reports.filter { first < $0.deadline && $0.deadline < last }
    }

    /// The filing, by whom and when.
    func file(_ issuer: Party, _ time: Timestamp, _ chain: Int, _ book: inout PlantBook) {
        let hash = book.random.hex(64)
        book.add(
            "disclosure.filed", on: chain, at: time,
            [
                ("issuer", EventValue.party(issuer)), ("docType", .string(docType)), ("period", .string(period)),
                ("hash", .string(hash)),
            ])
    }
}

/// GOV-01, periodic report late.
///
/// Reading: an issuer with a `listing.published` has no `disclosure.filed` of docType ANNUAL by 30 April 24:00, or of
/// HALF_YEAR by 31 August 24:00. Dated by that moment. Names the issuer.
extension Injector {
    static let lateReport = Injector("GOV-01") { book in
        let reports = PeriodicReport.due(in: book.scenario)
        for guilty in reports {
            // A second late, and never.
            for late in [1, nil] {
                list(reports, book.culprit(.issuer), guilty, late, &book)
            }
        }
        // At the last moment.
        if let last = reports.last { list(reports, book.bystander(.issuer), last, -1, &book) }
    }

    private static func list(
        _ reports: [PeriodicReport], _ issuer: Party, _ chosen: PeriodicReport, _ seconds: Int?, _ book: inout PlantBook
    ) {
        let chain = book.ledger()
        book.add(
            "listing.published", on: chain, at: book.scenario.firstDay.plus(3).at(10),
            [
                ("issuer", EventValue.party(issuer)), ("venue", "venue-1"),
                ("asset", .string("EQ-" + issuer.reference)),
            ])
        for report in reports {
            guard report.docType == chosen.docType, report.deadline == chosen.deadline else {
                report.file(issuer, report.deadline.plus(-5).at(16), chain, &book)
                continue
            }
            let end = report.deadline.at(24)
            if let seconds { report.file(issuer, end.plus(seconds: seconds), chain, &book) }
            if seconds ?? 1 > 0 { book.claim("GOV-01", issuer, at: end.plus(seconds: -1), until: .hours(1)) }
        }
    }
}
