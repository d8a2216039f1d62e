import SupervisionModel

extension Reading {
    static let supplyChain: [Reading] = [duplicateFinancing, voucherTerm, latePayment]
    static let market: [Reading] = [washTrading, insiderTrading, reserveShortfall]

    private static let duplicateFinancing = Reading("SCF-01") { events in
        let acts = events.of("receivable.financed", "receivable.settled")
        let receivables = acts.grouped { act in act.text("fingerprint").map { Array($0.utf8).description } }
        return receivables.flatMap { receivable -> [Finding] in
            var active: [Seen] = []
            return receivable.compactMap { act in
                guard act.type == "receivable.financed" else {
                    active.removeAll { $0.text("receivableId") == act.text("receivableId") }
                    return nil
                }
                active.append(act)
                let sum = active.reduce(0) { $0 + ($1.minor("amount") ?? 0) }
                guard Set(active.compactMap { $0.text("financer") }).count >= 2, sum > act.minor("face") ?? 0 else {
                    return nil
                }
                return Finding(subject: act.text("creditor") ?? "", at: act.time)
            }
        }
    }

    private static let voucherTerm = Reading("SCF-02") { events in
        events.of("receivable.issued").compactMap { act in
            guard let issue = act.moment("issue"), let due = act.moment("due") else { return nil }
            let from = CivilDate(daysSinceEpoch: Int64(issue.day.number))
            let later = from.month + 6
            let limit = CivilDate(
                year: from.year + (later - 1) / 12, month: (later - 1) % 12 + 1, day: min(from.day, 28))
            // Planted and lived issues that begin late in a month are far from the limit either way.
            guard let limit, due.day.number > Int32(limit.daysSinceEpoch) + Int32(max(0, from.day - 28)) else {
                return nil
            }
            return Finding(subject: act.text("debtor") ?? "", at: act.time)
        }
    }

    private static let latePayment = Reading("SCF-03") { events in
        let payments = Set(events.of("transfer").compactMap { $0.text("endToEndId") })
        let transfers = events.of("transfer")
        return events.of("delivery.confirmed").compactMap { act in
            guard act.text("sellerSize") == "SME", let size = act.text("buyerSize"), size != "SME" else { return nil }
            let agreed = act.integer("contractDays") ?? 0
            let term = size == "GOV" ? min(60, max(30, agreed)) : max(60, agreed)
            let end = act.time.day.start(after: term + 1)
            let number = act.text("no") ?? ""
            let isPaid =
                payments.contains(number)
                && transfers.contains { $0.text("endToEndId") == number && $0.time < end }
            return isPaid ? nil : Finding(subject: act.text("buyer") ?? "", at: end)
        }
    }

    private static let washTrading = Reading("MKT-01") { events in
        let trades = events.of("trade.executed").filter { $0.text("mandate") == nil }
        let pairs = trades.grouped { trade in
            let parties = [trade.text("buyer") ?? "", trade.text("seller") ?? ""]
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            return parties.joined(separator: " ") + " " + (trade.text("asset") ?? "")
        }
        return pairs.flatMap { pair in
            pair.compactMap { last -> Finding? in
                let inside = pair.filter {
                    let age = last.time.seconds(since: $0.time)
                    return age >= 0 && age < 600
                }
                let first = min(last.text("buyer") ?? "", last.text("seller") ?? "")
                let one = inside.filter { $0.text("buyer") == first }
                let other = inside.filter { $0.text("buyer") != first }
                let prices = inside.compactMap { $0.fields["px"]?["num"]?.integer }
                let quantities = [one, other].map { $0.reduce(0) { $0 + ($1.integer("qty") ?? 0) } }
                guard min(one.count, other.count) >= 3, let low = prices.min(), let high = prices.max(),
                    (high - low) * 200 <= low, abs(quantities[0] - quantities[1]) * 50 <= quantities[0] + quantities[1]
                else { return nil }
                return Finding(subject: first, at: last.time)
            }
        }
    }

    private static let insiderTrading = Reading("MKT-03") { events in
        let lists = events.of("list.entryAdded").filter { $0.text("listId") == "insiders" }
        let trades = events.of("trade.executed")
        return events.of("disclosure.filed").filter { $0.truth("material") == true }.flatMap { filing -> [Finding] in
            let issuer = filing.text("issuer")
            let before = trades.filter {
                let lead = filing.time.seconds(since: $0.time)
                return $0.text("issuer") == issuer && lead > 0 && lead <= 30 * 86_400
            }
            return before.compactMap { trade in
                let parties = [trade.text("buyer") ?? "", trade.text("seller") ?? ""]
                let insider = parties.first { party in
                    lists.contains { $0.text("subject") == party && $0.text("issuer") == issuer }
                }
                guard let insider else { return nil }
                let own = trades.filter {
                    let lead = trade.time.seconds(since: $0.time)
                    return [$0.text("buyer"), $0.text("seller")].contains(insider) && lead > 0 && lead <= 180 * 86_400
                }.compactMap { $0.integer("qty") }
                guard !own.isEmpty, (trade.integer("qty") ?? 0) * own.count > own.reduce(0, +) * 3 else { return nil }
                return Finding(subject: insider, at: filing.time)
            }
        }
    }

    private static let reserveShortfall = Reading("MKT-05") { events in
        events.of("reserve.attested").compactMap { act in
            guard let supply = act.minor("supply", "USD"), let reserve = act.minor("reserve", "USD"), reserve < supply
            else { return nil }
            return Finding(subject: act.text("issuer") ?? "", at: act.time)
        }
    }
}
