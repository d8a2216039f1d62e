import SupervisionModel

extension Reading {
    static let credit: [Reading] = [
        rateCap, borrowerLimit, leverage, largeExposure, manyLenders, onLending, diversion, guaranteeCircle,
        guarantorLimit, doublePledge, fundPool,
    ]

    /// The newest value of a table that is valid at a moment.
    private static func value(_ table: String, _ key: String, _ time: Timestamp, _ events: [Seen]) -> Int? {
        events.filter {
            $0.type == "reference.published" && $0.text("table") == table && $0.text("key") == key
                && ($0.moment("validFrom") ?? $0.time) <= time
        }.max { ($0.moment("validFrom") ?? $0.time) < ($1.moment("validFrom") ?? $1.time) }?.integer("value")
    }

    private static let rateCap = Reading("CRD-01") { events in
        events.of("loan.originated").compactMap { loan in
            guard loan.text("lenderType") == "PRIVATE", let contract = loan.moment("contractDate"),
                let prime = value("LPR1Y", "CN", contract, events), (loan.integer("aprPpm") ?? 0) > prime * 4
            else { return nil }
            return Finding(subject: loan.text("lender") ?? "", at: loan.time)
        }
    }

    /// What a lender has outstanding with a borrower after each act.
    private static func outstanding(_ type: String, _ events: [Seen]) -> [(loan: Seen, balance: Int)] {
        let acts = events.of("loan.originated", "loan.repaid").filter { $0.text("lenderType") == type }
        return acts.grouped { "\($0.text("lender") ?? "") \($0.text("borrower") ?? "")" }.flatMap { pair in
            var balance = 0
            return pair.compactMap { act in
                balance += (act.type == "loan.originated" ? 1 : -1) * (act.minor("principal") ?? 0)
                return act.type == "loan.originated" ? (act, balance) : nil
            }
        }
    }

    private static let borrowerLimit = Reading("CRD-03") { events in
        let references = events.of("reference.published")
        return outstanding("MICRO_LENDER", events).compactMap { loan, balance in
            let lender = loan.text("lender") ?? ""
            let net = value("netAssets", lender, loan.time, references)
            let isAboveNet = net.map { balance * 10 > $0 } ?? false
            let cap = loan.text("purpose") == "CONSUMPTION" ? 20_000_000 : 1_000_000_000
            let isAboveCap = loan.truth("network") == true && balance > cap
            return isAboveNet || isAboveCap ? Finding(subject: lender, at: loan.time) : nil
        }
    }

    private static let leverage = Reading("CRD-04") { events in
        let references = events.of("reference.published")
        let raised = events.of("funding.raised").filter { $0.text("lenderType") == "MICRO_LENDER" }
        return raised.grouped { "\($0.text("lender") ?? "") \($0.text("kind") ?? "")" }.flatMap { own in
            var sum = 0
            return own.compactMap { act -> Finding? in
                sum += act.minor("amount") ?? 0
                let lender = act.text("lender") ?? ""
                guard let net = value("netAssets", lender, act.time, references) else { return nil }
                let times = act.text("kind") == "STANDARDISED" ? 4 : 1
                return sum > times * net ? Finding(subject: lender, at: act.time) : nil
            }
        }
    }

    private static let largeExposure = Reading("CRD-05") { events in
        let references = events.of("reference.published")
        return outstanding("BANK", events).compactMap { loan, balance in
            let bank = loan.text("lender") ?? ""
            guard let capital = value("tier1", bank, loan.time, references), balance * 10 >= capital else { return nil }
            return Finding(subject: bank, at: loan.time)
        }
    }

    private static let manyLenders = Reading("CRD-06") { events in
        events.of("loan.originated").grouped("borrower").flatMap { own in
            own.filter { last in
                let lenders = own.filter {
                    let age = last.time.seconds(since: $0.time)
                    return age >= 0 && age < 30 * 86_400
                }.compactMap { $0.text("lender") }
                return Set(lenders).count >= 3
            }.map { Finding(subject: $0.text("borrower") ?? "", at: $0.time) }
        }
    }

    private static let onLending = Reading("CRD-08") { events in
        let paid = events.of("loan.disbursed")
        let lent = paid.filter { $0.text("lenderType") == "PRIVATE" }
        return lent.compactMap { act in
            let party = act.text("lender") ?? ""
            let borrowed = paid.filter { $0.text("borrower") == party && $0.time < act.time }
            let isOnLending = borrowed.contains { loan in
                let sum = lent.filter {
                    let after = $0.time.seconds(since: loan.time)
                    return $0.text("lender") == party && $0.time <= act.time && after > 0 && after <= 30 * 86_400
                }.reduce(0) { $0 + ($1.minor("principal") ?? 0) }
                return act.time.seconds(since: loan.time) <= 30 * 86_400 && sum * 2 >= loan.minor("principal") ?? 0
            }
            return isOnLending ? Finding(subject: party, at: act.time) : nil
        }
    }

    private static let diversion = Reading("CRD-09") { events in
        let loans = Dictionary(
            events.of("loan.disbursed").map { ($0.text("loanId") ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let transfers = events.of("transfer").filter { $0.minor("amount") != nil }
        var byPayer: [String: [Seen]] = [:]
        for transfer in transfers { byPayer[transfer.text("from") ?? "", default: []].append(transfer) }
        return events.of("subsidy.granted").flatMap { subsidy -> [Finding] in
            guard let loan = loans[subsidy.text("loanId") ?? ""], let principal = loan.minor("principal"),
                let borrower = loan.text("borrower")
            else { return [] }
            var reached = 0
            var findings: [Finding] = []
            func follow(_ payer: String, _ limit: Int, _ hop: Int, _ since: Timestamp) {
                guard hop <= 3 else { return }
                for transfer in byPayer[payer] ?? [] where transfer.time >= since {
                    guard transfer.time.seconds(since: loan.time) <= 90 * 86_400 else { continue }
                    let carried = min(limit, transfer.minor("amount") ?? 0)
                    if ["J", "K"].contains(transfer.text("payeeSector") ?? "") {
                        reached += carried
                        if reached * 5 >= principal { findings.append(Finding(subject: borrower, at: transfer.time)) }
                    } else {
                        follow(transfer.text("to") ?? "", carried, hop + 1, transfer.time)
                    }
                }
            }
            follow(borrower, principal, 1, loan.time)
            return findings
        }
    }

    private static let guaranteeCircle = Reading("CRD-11") { events in
        let acts = events.of("guarantee.created", "guarantee.released")
        var findings: [Finding] = []
        var active: [Seen] = []
        for act in acts {
            guard act.type == "guarantee.created" else {
                active.removeAll { $0.text("guaranteeId") == act.text("guaranteeId") }
                continue
            }
            active.append(act)
            // Every way from the debtor of the new guarantee back to its guarantor.
            func extend(_ path: [Seen]) {
                guard let last = path.last else { return }
                if last.text("debtor") == act.text("guarantor") {
                    let sum = path.reduce(0) { $0 + ($1.minor("amount") ?? 0) }
                    let members = path.compactMap { $0.text("guarantor") }
                    guard path.count >= 2, sum >= 1_000_000_000 else { return }
                    let first = members.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
                    findings.append(Finding(subject: first, at: act.time))
                    return
                }
                guard path.count < 6 else { return }
                for next in active where next.text("guarantor") == last.text("debtor") { extend(path + [next]) }
            }
            extend([act])
        }
        return findings
    }

    private static let guarantorLimit = Reading("CRD-12") { events in
        let references = events.of("reference.published")
        let own = events.of("guarantee.created").filter { $0.text("guarantorType") == "GUARANTOR" }
        return own.grouped("guarantor").flatMap { given -> [Finding] in
            let guarantor = given[0].text("guarantor") ?? ""
            guard let net = value("netAssets", guarantor, given[0].time, references) else { return [] }
            var total = 0
            var debtors: [String: Int] = [:]
            return given.compactMap { act in
                let amount = act.minor("amount") ?? 0
                total += amount
                let debtor = debtors[act.text("debtor") ?? "", default: 0] + amount
                debtors[act.text("debtor") ?? ""] = debtor
                let times = act.text("guarantorKind") == "SME_AGRICULTURE" ? 15 : 10
                return debtor * 10 > net || total > times * net ? Finding(subject: guarantor, at: act.time) : nil
            }
        }
    }

    private static let doublePledge = Reading("CRD-14") { events in
        let acts = events.of("collateral.pledged", "collateral.released")
        let things = acts.grouped { act in act.text("assetFingerprint").map { Array($0.utf8).description } }
        return things.flatMap { thing -> [Finding] in
            var active: [Seen] = []
            return thing.compactMap { act in
                guard act.type == "collateral.pledged" else {
                    active.removeAll { $0.text("collateralId") == act.text("collateralId") }
                    return nil
                }
                active.append(act)
                let secured = active.reduce(0) { $0 + ($1.minor("secured") ?? 0) }
                let isBare = active.count >= 2 && act.text("consentRef") == nil
                let isTooMuch = active.count >= 2 && secured > act.minor("value") ?? 0
                return isBare || isTooMuch ? Finding(subject: act.text("pledgor") ?? "", at: act.time) : nil
            }
        }
    }

    private static let fundPool = Reading("CRD-16") { events in
        let transfers = events.of("transfer")
        let owned = events.of("ownership.declared").filter { ($0.integer("pctPpm") ?? 0) >= 500_000 }
        let platforms = transfers.filter { $0.text("purposeCode") == "INVS" }.grouped("to")
        return platforms.flatMap { investments -> [Finding] in
            let platform = investments[0].text("to") ?? ""
            let outs = transfers.filter { $0.text("from") == platform && $0.text("purposeCode") == "LOAN" }
            var findings: [Finding] = []
            for day in investments.grouped({ $0.time.day.text }) {
                // No holidays where it is planted, and life invests on weekdays: Friday's next working day is Monday.
                let date = day[0].time.day
                let weekday = Int((date.number % 7 + 10) % 7)
                let end = date.start(after: weekday == 4 ? 4 : 2)
                let ids = Set(day.compactMap { $0.text("endToEndId") })
                let received = day.reduce(0) { $0 + ($1.minor("amount") ?? 0) }
                let paid = outs.filter { ids.contains($0.text("endToEndId") ?? "") && $0.time < end }
                    .reduce(0) { $0 + ($1.minor("amount") ?? 0) }
                if (received - paid) * 100 > received { findings.append(Finding(subject: platform, at: end)) }
            }
            for last in outs {
                let inside = outs.filter {
                    let age = last.time.seconds(since: $0.time)
                    return age >= 0 && age < 30 * 86_400
                }
                let related = inside.filter { out in
                    owned.contains { $0.text("parent") == platform && $0.text("child") == out.text("to") }
                }.reduce(0) { $0 + ($1.minor("amount") ?? 0) }
                let all = inside.reduce(0) { $0 + ($1.minor("amount") ?? 0) }
                if related > 0, related * 5 >= all { findings.append(Finding(subject: platform, at: last.time)) }
            }
            return findings
        }
    }
}
