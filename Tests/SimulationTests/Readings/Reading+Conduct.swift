import SupervisionModel

extension Reading {
    static let governance: [Reading] = [lateReport, unregisteredService, misreporting]
    static let dataProtection: [Reading] = [plainPersonalData, bulkAccess, canary, lateIncidentReport]

    private static let lateReport = Reading("GOV-01") { events in
        let terms = [("ANNUAL", "2026-05-01"), ("HALF_YEAR", "2026-09-01")]
        return events.of("listing.published").flatMap { listing -> [Finding] in
            let issuer = listing.text("issuer") ?? ""
            return terms.compactMap { docType, after in
                guard let end = Day(text: after)?.start, listing.time < end else { return nil }
                let isFiled = events.of("disclosure.filed").contains {
                    $0.text("issuer") == issuer && $0.text("docType") == docType && $0.time < end
                }
                return isFiled ? nil : Finding(subject: issuer, at: end)
            }
        }
    }

    private static let unregisteredService = Reading("GOV-02") { events in
        events.of("service.started").compactMap { start in
            // The tenth day from Monday to Friday after the day of the start.
            var day = start.time.day
            var counted = 0
            while counted < 10 {
                day = day.next
                if (day.number % 7 + 10) % 7 < 5 { counted += 1 }
            }
            let isFiled = events.of("filing.registered").contains {
                $0.text("serviceId") == start.text("serviceId") && $0.text("operator") == start.text("operator")
                    && $0.text("registry") == "CAC" && $0.time < day.next.start
            }
            return isFiled ? nil : Finding(subject: start.text("operator") ?? "", at: day.next.start)
        }
    }

    private static let misreporting = Reading("GOV-07") { events in
        let loans = events.of("loan.originated")
        return events.of("disclosure.filed").filter { $0.text("docType") == "MONTHLY" }.compactMap { filing in
            let reporter = filing.text("reporter") ?? ""
            let month = (filing.text("period") ?? "").prefix(7)
            let actual = loans.filter { $0.text("lender") == reporter && $0.time.day.text.hasPrefix(month) }
                .reduce(0) { $0 + ($1.minor("principal") ?? 0) }
            let reported = Int(filing.fields["metrics"]?["loanAmount"]?.integer ?? 0)
            return abs(reported - actual) * 100 > actual ? Finding(subject: reporter, at: filing.time) : nil
        }
    }

    private static let plainPersonalData = Reading("DAT-01") { events in
        events.of("data.published").compactMap { act in
            let runs = (act.text("payload") ?? "").split { !$0.isASCII || !($0.isNumber || $0 == "X") }.map(String.init)
            let isPersonal = runs.contains { isResident($0) || isCard($0) || isTelephone($0) }
            return isPersonal ? Finding(subject: act.text("publisher") ?? "", at: act.time) : nil
        }
    }

    /// The check character of MOD 11-2, computed the other way: the whole is 1 modulo 11.
    private static func isResident(_ text: String) -> Bool {
        guard text.utf8.count == 18 else { return false }
        var sum = 0
        for character in text { sum = (sum * 2 + (character == "X" ? 10 : character.wholeNumberValue ?? 0)) % 11 }
        return sum == 1
    }

    private static func isCard(_ text: String) -> Bool {
        let digits = text.compactMap(\.wholeNumberValue)
        guard (13...19).contains(digits.count), digits.count == text.count else { return false }
        var sum = 0
        for place in 0..<digits.count {
            let doubled = (digits.count - place) % 2 == 0 ? digits[place] * 2 : digits[place]
            sum += doubled / 10 + doubled % 10
        }
        return sum % 10 == 0
    }

    private static func isTelephone(_ text: String) -> Bool {
        text.count == 11 && text.hasPrefix("1") && "3456789".contains(text.dropFirst().first ?? "0")
    }

    private static let bulkAccess = Reading("DAT-02") { events in
        let own = events.of("data.accessed").filter { $0.text("operatorKind") == "HUMAN" }
        return own.grouped("operator").flatMap { staff in
            staff.filter { last in
                let inside = staff.filter {
                    let age = last.time.seconds(since: $0.time)
                    return age >= 0 && age < 3_600
                }
                return Set(inside.compactMap { $0.text("dataSubjectHash") }).count > 200
            }.map { Finding(subject: $0.text("operator") ?? "", at: $0.time) }
        }
    }

    private static let canary = Reading("DAT-04") { events in
        let entries = events.of("list.entryAdded").filter { $0.text("listId") == "canary" }
        return events.of("data.accessed").compactMap { act in
            let isHit = entries.contains {
                $0.text("subject") == act.text("dataSubjectHash") && ($0.moment("effective") ?? $0.time) <= act.time
            }
            return isHit ? Finding(subject: act.text("operator") ?? "", at: act.time) : nil
        }
    }

    private static let lateIncidentReport = Reading("DAT-05") { events in
        let reports = events.of("incident.reported")
        return events.of("incident.detected").compactMap { act in
            let isCII = act.text("class") == "CII"
            guard isCII || act.text("severity") != "GENERAL" else { return nil }
            let end = act.time.advanced(by: .hours(isCII ? 1 : 4))
            let isReported = reports.contains { $0.text("incidentId") == act.text("incidentId") && $0.time <= end }
            return isReported ? nil : Finding(subject: act.text("operator") ?? "", at: end)
        }
    }
}
