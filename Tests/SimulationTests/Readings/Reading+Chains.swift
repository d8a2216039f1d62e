import SupervisionModel

extension Reading {
    static let chains: [Reading] = [
        Reading("CHN-01") { events in
            events.of("chain.reorg").filter { ($0.integer("depth") ?? 0) >= 2 }.map(ofOperator)
        },
        Reading("CHN-02") { events in
            events.of("chain.equivocation").filter { $0.text("hashA") != $0.text("hashB") }
                .map { Finding(subject: $0.text("proposer") ?? "", at: $0.time) }
        },
        Reading("CHN-03") { events in
            events.of("chain.block").filter { block in
                guard let interval = block.seconds("interval"), let target = block.seconds("target") else {
                    return false
                }
                return interval * 100 > target * (block.chain == "btc" ? 1_152 : 1_000)
            }.map(ofOperator)
        },
        Reading("CHN-04") { events in
            events.of("chain.block").filter { block in
                guard let header = block.moment("headerTime"), let seen = block.moment("observed") else { return false }
                return header.seconds(since: seen) > (block.chain == "btc" ? 1_800 : 30)
            }.map(ofOperator)
        },
        Reading("CHN-06") { events in
            events.of("chain.block").grouped({ $0.chain }).flatMap { blocks -> [Finding] in
                blocks.indices.dropFirst(143).filter { last in
                    var counts: [String: Int] = [:]
                    for block in blocks[(last - 143)...last] { counts[block.text("producer") ?? "", default: 0] += 1 }
                    return (counts.values.max() ?? 0) * 100 >= 144 * 33
                }.map { ofOperator(blocks[$0]) }
            }
        },
        Reading("CHN-08") { events in
            let approvals = events.of("approval.granted")
            return events.of("admin.action").filter { act in
                let signers = Set(act.texts("signers"))
                let isApproved = approvals.contains {
                    let lead = act.time.seconds(since: $0.time)
                    return $0.text("number") == act.text("approvalRef") && lead >= 0 && lead <= 7 * 86_400
                }
                return signers.count < act.integer("threshold") ?? 0 || !isApproved
            }.map(ofOperator)
        },
        Reading("CHN-09") { events in
            let notices = events.of("disclosure.filed").filter { $0.text("docType") == "CONTRACT_UPGRADE" }
            return events.of("contract.upgraded").filter { act in
                !notices.contains {
                    $0.text("contract") == act.text("contract") && $0.text("codeHash") == act.text("codeHash")
                        && act.time.seconds(since: $0.time) >= 7 * 86_400
                }
            }.map(ofOperator)
        },
        Reading("CHN-11") { events in
            let recoveries = events.of("feed.recovered")
            return events.of("feed.gap").compactMap { gap in
                let isClosed = recoveries.contains {
                    let after = $0.time.seconds(since: gap.time)
                    return $0.chain == gap.chain && after >= 0 && after <= 60
                }
                return isClosed ? nil : Finding(subject: gap.chain, at: gap.time.advanced(by: .seconds(60)))
            }
        },
        Reading("CHN-12") { events in
            events.of("feed.rejected").filter { $0.truth("commitment") == true && ($0.integer("count") ?? 0) > 0 }
                .map(ofOperator)
        },
        Reading("CHN-13") { events in events.of("chain.conflictingSpend").map(ofOperator) },
    ]

    private static func ofOperator(_ event: Seen) -> Finding {
        Finding(subject: event.text("operator") ?? "", at: event.time)
    }
}
