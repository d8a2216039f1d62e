import SupervisionModel

extension Reading {
    static let antiMoneyLaundering: [Reading] = [
        daily("AML-01", 5_000_000) { $0.text("channel") == "CASH" },
        daily("AML-02", 200_000_000) { $0.text("channel") != "CASH" && $0.text("customerType") == "LEGAL" },
        daily("AML-03", 50_000_000) {
            $0.text("channel") != "CASH" && $0.text("customerType") == "NATURAL" && $0.truth("crossBorder") == false
        },
        daily("AML-04", 20_000_000) {
            $0.text("channel") != "CASH" && $0.text("customerType") == "NATURAL" && $0.truth("crossBorder") == true
        },
        structuring, listHit, travelRule, fanIn, roundTrip, passThrough, lapsedIdentity, domesticTokens,
    ]

    /// Per customer, direction and day of Shanghai the sum reaches the threshold.
    private static func daily(
        _ rule: String, _ threshold: Int, _ counts: @escaping @Sendable (Seen) -> Bool
    ) -> Reading {
        Reading(rule) { events in
            let transfers = events.of("transfer").filter { counts($0) && $0.minor("amount") != nil }
            let days = transfers.grouped { event in
                event.text("customer").map { "\($0) \(event.text("direction") ?? "") \(event.time.day.text)" }
            }
            return days.compactMap { day in
                var sum = 0
                for event in day {
                    sum += event.minor("amount") ?? 0
                    if sum >= threshold { return Finding(subject: event.text("customer") ?? "", at: event.time) }
                }
                return nil
            }
        }
    }

    private static let structuring = Reading("AML-05") { events in
        let band = 4_000_000..<5_000_000
        let cash = events.of("transfer").filter {
            $0.text("channel") == "CASH" && band.contains($0.minor("amount") ?? 0)
        }
        return cash.grouped("customer").flatMap { own in
            own.filter { last in
                [(86_400, 3), (7 * 86_400, 5)].contains { window, needed in
                    let inside = own.filter {
                        let age = last.time.seconds(since: $0.time)
                        return age >= 0 && age < window
                    }
                    return inside.count >= needed && inside.reduce(0) { $0 + ($1.minor("amount") ?? 0) } >= 5_000_000
                }
            }.map { Finding(subject: $0.text("customer") ?? "", at: $0.time) }
        }
    }

    private static let listHit = Reading("AML-06") { events in
        let always = "bcrt1qemqlglkkut2xg2sjmfk5gjw584sf0ptmfdls0n"
        let entries = events.of("list.entryAdded", "list.entryRemoved").filter { $0.text("listId") == "ofac" }
        func isListed(_ party: String, _ time: Timestamp) -> Bool {
            if party == always { return true }
            let last = entries.last { $0.text("subject") == party && ($0.moment("effective") ?? $0.time) <= time }
            return last?.type == "list.entryAdded"
        }
        return events.of("transfer").compactMap { event in
            let from = event.text("from") ?? ""
            let to = event.text("to") ?? ""
            if isListed(to, event.time) { return Finding(subject: from, at: event.time) }
            if isListed(from, event.time) { return Finding(subject: to, at: event.time) }
            return nil
        }
    }

    private static let travelRule = Reading("AML-07") { events in
        let messages = events.of("travelrule.message")
        return events.of("transfer").compactMap { event in
            guard let origin = event.text("originVASP"), (event.minor("amount", "USD") ?? 0) >= 100_000 else {
                return nil
            }
            let isCovered = messages.contains {
                $0.text("endToEndId") == event.text("endToEndId") && $0.time.seconds(since: event.time) <= 900
            }
            return isCovered ? nil : Finding(subject: origin, at: event.time.advanced(by: .seconds(900)))
        }
    }

    private static let fanIn = Reading("AML-10") { events in
        let transfers = events.of("transfer").filter { $0.minor("amount") != nil }
        let outs = transfers.grouped("from")
        return transfers.grouped("to").flatMap { ins -> [Finding] in
            guard let account = ins.first?.text("to"), ins.count >= 10,
                let own = outs.first(where: { $0.first?.text("from") == account })
            else { return [] }
            return ins.compactMap { last in
                let inside = ins.filter {
                    let age = last.time.seconds(since: $0.time)
                    return age >= 0 && age < 72 * 3_600
                }
                guard Set(inside.compactMap { $0.text("from") }).count >= 10 else { return nil }
                let received = inside.reduce(0) { $0 + ($1.minor("amount") ?? 0) }
                var paid = 0
                for out in own {
                    let after = out.time.seconds(since: last.time)
                    guard after >= 0, after <= 86_400 else { continue }
                    paid += out.minor("amount") ?? 0
                    if paid * 10 >= received * 9 { return Finding(subject: account, at: out.time) }
                }
                return nil
            }
        }
    }

    /// Depth-first over every ordered path: edges later in time, each at least 80 % of the one before.
    private static let roundTrip = Reading("AML-12") { events in
        let transfers = events.of("transfer").filter {
            $0.minor("amount") != nil && $0.text("from") != nil && $0.text("to") != nil
        }
        // Whoever pays nobody, or is paid by nobody, is on no cycle: taken away until nothing changes.
        var edges = transfers
        while true {
            let payers = Set(edges.compactMap { $0.text("from") })
            let payees = Set(edges.compactMap { $0.text("to") })
            let rest = edges.filter { payees.contains($0.text("from") ?? "") && payers.contains($0.text("to") ?? "") }
            if rest.count == edges.count { break }
            edges = rest
        }
        var findings: [Finding] = []
        func extend(_ path: [Seen]) {
            guard let first = path.first, let last = path.last else { return }
            if last.text("to") == first.text("from") {
                if path.count >= 3 {
                    let members = path.compactMap { $0.text("from") }
                    let subject = members.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
                    findings.append(Finding(subject: subject, at: last.time))
                }
                return
            }
            guard path.count < 6 else { return }
            for next in edges where next.text("from") == last.text("to") {
                let age = next.time.seconds(since: first.time)
                guard next.time > last.time, age < 90 * 86_400,
                    (next.minor("amount") ?? 0) * 5 >= (last.minor("amount") ?? 0) * 4,
                    !path.contains(where: { $0.text("from") == next.text("from") })
                else { continue }
                extend(path + [next])
            }
        }
        for edge in edges { extend([edge]) }
        return findings
    }

    private static let passThrough = Reading("AML-14") { events in
        let own = events.of("transfer").filter {
            $0.minor("amount") != nil && ($0.text("customerType") ?? "SETTLEMENT_AGENT") != "SETTLEMENT_AGENT"
        }
        return own.grouped("customer").flatMap { customer -> [Finding] in
            var counted: [(day: Day, at: Timestamp)] = []
            for day in customer.grouped({ $0.time.day.text }) {
                func sum(_ direction: String) -> Int {
                    day.filter { $0.text("direction") == direction }.reduce(0) { $0 + ($1.minor("amount") ?? 0) }
                }
                guard let last = day.last, sum("IN") >= 50_000_000, sum("OUT") * 100 >= sum("IN") * 95 else { continue }
                counted.append((last.time.day, last.time))
            }
            return counted.compactMap { last in
                let inside = counted.filter { (0..<30).contains(last.day.number - $0.day.number) }
                return inside.count >= 3 ? Finding(subject: customer[0].text("customer") ?? "", at: last.at) : nil
            }
        }
    }

    private static let lapsedIdentity = Reading("AML-15") { events in
        let acts = events.of("transfer", "loan.originated", "loan.disbursed")
        var checks: [String: [Seen]] = [:]
        for check in events.of("kyc.attested") { checks[check.text("customer") ?? "", default: []].append(check) }
        return acts.compactMap { act in
            guard let customer = act.text("customer") ?? act.text("borrower") else { return nil }
            guard let last = checks[customer]?.last(where: { $0.time <= act.time }),
                let validTo = last.moment("validTo")
            else { return Finding(subject: customer, at: act.time) }
            return act.time.seconds(since: validTo) > 30 * 86_400 ? Finding(subject: customer, at: act.time) : nil
        }
    }

    private static let domesticTokens = Reading("AML-18") { events in
        let links = events.of("entity.linked").filter { ($0.integer("confidencePpm") ?? 0) >= 900_000 }
        return links.flatMap { link -> [Finding] in
            let received = events.of("transfer").filter { $0.text("to") == link.text("a") && $0.time >= link.time }
            return received.filter { last in
                received.count {
                    let age = last.time.seconds(since: $0.time)
                    return age >= 0 && age < 30 * 86_400
                } >= 3
            }.map { Finding(subject: link.text("b") ?? "", at: $0.time) }
        }
    }
}
