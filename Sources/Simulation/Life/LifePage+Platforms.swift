internal import SupervisionModel

/// Lending platforms between investors and borrowers, providers of virtual-asset services, bridges.
extension LifePage {
    mutating func writePlatforms() {
        for platform in life.platforms.indices where day.isWeekday { writeInvestments(platform) }
        writeVASPTransfers()
        for bridge in life.bridges.indices { writeBridge(bridge) }
    }

    /// What comes in is paid on to somebody unrelated within the hour: nothing lies (CRD-16), and six investors are fewer
    /// than AML-10 asks for.
    private mutating func writeInvestments(_ platform: Int) {
        var random = random("investments", platform)
        let chain = ledger(of: platform)
        for place in 0..<2 {
            let investor = life.investors[platform * Life.investorsOfPlatform + random.below(Life.investorsOfPlatform)]
            let borrower = life.persons[random.below(life.persons.count)]
            let fen = yuan(1_000 + 100 * random.below(190))
            let id: JSONValue = .string("P" + random.hex(12))
            let party = EventValue.party(life.platforms[platform])
            for isOut in [false, true] {
                add(
                    "transfer", on: chain, 10 + place, isOut ? 20 : 0,
                    [
                        ("from", isOut ? party : EventValue.party(investor)),
                        ("to", isOut ? EventValue.party(borrower) : party), ("amount", EventValue.amount(fen)),
                        ("channel", "BANK"), ("crossBorder", false), ("purposeCode", isOut ? "LOAN" : "INVS"),
                        ("endToEndId", id),
                    ])
            }
        }
    }

    /// The message stands in the same block as its transfer, before it (AML-07). Wallets pay upwards only: no circle.
    private mutating func writeVASPTransfers() {
        var random = random("vasp")
        for _ in 0..<life.scenario.activity.vaspTransfers {
            let origin = random.below(life.vasps.count)
            let beneficiary = (origin + 1 + random.below(life.vasps.count - 1)) % life.vasps.count
            let from = random.below(life.wallets.count - 1)
            let to = from + 1 + random.below(life.wallets.count - 1 - from)
            let id: JSONValue = .string("E" + random.hex(16))
            let hour = random.between(1...21)
            let minute = random.below(60)
            let parties: [PlannedEvent.Field] = [
                ("originVASP", EventValue.party(life.vasps[origin])),
                ("beneficiaryVASP", EventValue.party(life.vasps[beneficiary])), ("endToEndId", id),
            ]
            let hash: JSONValue = .string(random.hex(64))
            add(
                "travelrule.message", on: life.publicChain, hour, minute,
                parties + [("ivms101Hash", hash), ("version", "2023")])
            add(
                "transfer", on: life.publicChain, hour, minute,
                parties + [
                    ("from", EventValue.party(life.wallets[from])), ("to", EventValue.party(life.wallets[to])),
                    ("amount", EventValue.amount(5_000 + random.below(800_000), "USD")), ("channel", "CHAIN"),
                    ("crossBorder", true), ("beneficiaryHosted", true),
                ])
        }
    }

    /// Locked on one chain, made on another one three days later: so never the other way round, also where a slow chain stood
    /// still for ten blocks in between.
    private mutating func writeBridge(_ bridge: Int) {
        let source = ledger(of: bridge)
        let target = ledger(of: bridge + 1)
        for age in [0, 3] where dayOfWorld >= age {
            let locked = day.plus(-age)
            for place in 0..<life.scenario.activity.bridgeTransfers {
                var random = SeededRandom(seed: life.seed, "bridge", Int(locked.number), bridge * 1_000 + place)
                let fields: [PlannedEvent.Field] = [
                    ("bridgeId", EventValue.party(life.bridges[bridge])), ("asset", "USDT"),
                    ("amount", EventValue.amount(1_000_000 + random.below(500_000_000), "USDT")),
                    ("ref", .string("B" + random.hex(12))),
                    ("counterpartChain", .string(life.scenario.chains[age == 0 ? target : source].id.text)),
                ]
                add(
                    age == 0 ? "bridge.locked" : "bridge.minted", on: age == 0 ? source : target, 10, place % 60, fields
                )
            }
        }
    }
}
