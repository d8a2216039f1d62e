import SupervisionModel

extension Reading {
    static let systemic: [Reading] = [defaultCluster, siphoning, bridgeImbalance]

    private static let defaultCluster = Reading("SYS-02") { events in
        let defaults = events.of("loan.defaulted")
        let links =
            events.of("guarantee.created").map { ($0.text("guarantor") ?? "", $0.text("debtor") ?? "") }
            + events.of("ownership.declared").filter { ($0.integer("pctPpm") ?? 0) >= 500_000 }
            .map { ($0.text("parent") ?? "", $0.text("child") ?? "") }
        return defaults.compactMap { last in
            let recent = defaults.filter {
                let age = last.time.seconds(since: $0.time)
                return age >= 0 && age < 30 * 86_400
            }
            let failed = Set(recent.compactMap { $0.text("borrower") })
            var cluster: Set<String> = [last.text("borrower") ?? ""]
            while true {
                let more = Set(
                    links.flatMap { cluster.contains($0.0) ? [$0.1] : cluster.contains($0.1) ? [$0.0] : [] }
                )
                .intersection(failed)
                if more.isSubset(of: cluster) { break }
                cluster.formUnion(more)
            }
            guard cluster.count >= 3 else { return nil }
            let first = cluster.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
            return Finding(subject: first, at: last.time)
        }
    }

    private static let siphoning = Reading("SYS-03") { events in
        let flows = events.of("transfer").filter { $0.text("payerSector") != nil && $0.text("payeeSector") != nil }
        func month(_ event: Seen) -> String { String(event.time.day.text.prefix(7)) }
        func sum(_ events: [Seen]) -> Int { events.reduce(0) { $0 + ($1.minor("amount") ?? 0) } }
        let months = flows.grouped(month).map { month($0[0]) }
        return ["J", "K"].flatMap { sector -> [Finding] in
            let pair = flows.filter { $0.text("payerSector") == "C" && $0.text("payeeSector") == sector }
            let totals = months.map { name in sum(pair.filter { month($0) == name }) }
            let high = months.indices.map { index -> Bool in
                let past = totals[..<index].sorted()
                guard past.count >= 3 else { return false }
                let mean = past.reduce(0, +) / past.count
                let median = past[past.count / 2]
                let deviations = past.map { abs($0 - median) }.sorted()
                let inflow = sum(flows.filter { $0.text("payeeSector") == "C" && month($0) == months[index] })
                return totals[index] > mean + 3 * deviations[deviations.count / 2] && totals[index] * 20 >= inflow
            }
            return months.indices.filter { $0 >= 2 && high[$0] && high[$0 - 1] && high[$0 - 2] }.map { index in
                let last = pair.last { month($0) == months[index] }
                return Finding(subject: "C-" + sector, at: last?.time ?? Timestamp(milliseconds: 0))
            }
        }
    }

    private static let bridgeImbalance = Reading("SYS-09") { events in
        let acts = events.of("bridge.locked", "bridge.minted", "bridge.released")
        return acts.grouped("bridgeId").flatMap { bridge -> [Finding] in
            var locked = 0
            return bridge.compactMap { act in
                let amount = act.minor("amount", "USDT") ?? 0
                locked += act.type == "bridge.locked" ? amount : -amount
                return locked < 0 ? Finding(subject: act.text("bridgeId") ?? "", at: act.time) : nil
            }
        }
    }
}
