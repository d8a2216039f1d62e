internal import SupervisionModel

/// Normal life: salaries, rent, purchases, deliveries, loans, reports. Innocent under every rule at its defaults, by
/// construction: see the notes at each part.
///
/// Money flows one way, so that no circle closes: buyers → suppliers → persons → shops and landlords, which pay nobody.
/// What happens on a day is a function of seed and day alone: nothing is remembered from one day to the next.
struct Life {
    let scenario: Scenario
    let seed: UInt64
    let persons: [Party]
    /// Large companies and public bodies; they buy from suppliers only.
    let buyers: [Party]
    /// Small companies; each employs some of the persons.
    let suppliers: [Party]
    let landlords: [Party]
    let shops: [Party]
    let banks: [Party]
    let microLenders: [Party]
    let factors: [Party]
    let platforms: [Party]
    /// They put money into platforms and do nothing else.
    let investors: [Party]
    let vasps: [Party]
    let wallets: [Party]
    let issuers: [Party]
    let bridges: [Party]
    let staff: [Party]
    let traders: [Party]
    /// Chains on which institutions keep their books.
    let ledgers: [Int]
    let publicChain: Int

    /// - Parameter passedOver: parties that were looked at for a violation; persons among them live on as the others do.
    init(scenario: Scenario, seed: UInt64, passedOver: [Party]) {
        self.scenario = scenario
        self.seed = seed
        var cast = Cast(seed: seed ^ 0x11FE)
        func make(_ count: Int, _ kind: Party.Kind) -> [Party] { (0..<max(1, count)).map { _ in cast.make(kind) } }
        let population = scenario.population
        // As many as the population at most: how many violations are planted does not decide how much life there is.
        persons =
            make(population.persons, .person)
            + passedOver.filter { $0.kind == .person }.prefix(population.persons)
        let companies = make(population.enterprises, .enterprise)
        // At least as many suppliers as buyers: each is paid by nine buyers at most, too few for AML-10.
        buyers = Array(companies.prefix(companies.count * 3 / 10 + 1))
        suppliers = make(companies.count / 2 + 1, .enterprise)
        landlords = make(companies.count / 10, .enterprise)
        shops = make(companies.count / 5, .enterprise)
        banks = make(population.banks, .bank)
        microLenders = make(population.microLenders, .microLender)
        factors = make(population.factors, .factor)
        platforms = make(population.platforms, .platform)
        investors = make(population.platforms * Life.investorsOfPlatform, .person)
        vasps = make(population.vasps + 1, .vasp)
        wallets = make(population.vasps * 20, .wallet)
        issuers = make(population.issuers, .issuer)
        bridges = make(population.bridges, .bridge)
        staff = make(population.platforms * 4, .staff)
        traders = make(20, .person)
        let ledgers = scenario.chains.indices.filter { scenario.chains[$0].consensus != .work }
        self.ledgers = ledgers.isEmpty ? [0] : ledgers
        publicChain = scenario.chains.indices.first { scenario.chains[$0].consensus == .work } ?? 0
    }

    /// Investors of one platform: fewer than the ten payers of AML-10.
    static let investorsOfPlatform = 6

    /// Everybody whose identity must have been checked.
    var customers: [Party] { persons + buyers + suppliers + investors }

    /// What happens on a day, in no particular order.
    func events(on day: Day) -> [PlannedEvent] {
        var page = LifePage(life: self, day: day, dayOfWorld: Int(day.number - scenario.firstDay.number))
        page.writeHouseholds()
        page.writeTrade()
        page.writeLending()
        page.writePlatforms()
        page.writeMarkets()
        page.writeOffices()
        return page.events
    }
}

/// What happens on one day.
struct LifePage {
    let life: Life
    let day: Day
    /// 0 for the first day.
    let dayOfWorld: Int
    private(set) var events: [PlannedEvent] = []

    init(life: Life, day: Day, dayOfWorld: Int) {
        self.life = life
        self.day = day
        self.dayOfWorld = dayOfWorld
    }

    func random(_ label: String, _ number: Int = 0) -> SeededRandom {
        SeededRandom(seed: life.seed, label, Int(day.number), number)
    }

    /// The chain on which somebody keeps accounts: always the same one.
    func ledger(of number: Int) -> Int { life.ledgers[number % life.ledgers.count] }

    /// In the next block after a time of day.
    mutating func add(
        _ type: String, on chain: Int, _ hour: Int, _ minute: Int, _ fields: [PlannedEvent.Field]
    ) {
        events.append(
            PlannedEvent(type: type, chain: chain, time: day.at(hour, minute), placement: .nextBlock, fields: fields))
    }

    /// In a block of exactly that time.
    mutating func addExactly(_ type: String, on chain: Int, at time: Timestamp, _ fields: [PlannedEvent.Field]) {
        events.append(PlannedEvent(type: type, chain: chain, time: time, placement: .exact, fields: fields))
    }

    /// A payment that the payer's bank reports; domestic, in yuan.
    mutating func pay(
        _ fen: Int, from payer: Party, to payee: Party, on chain: Int, _ hour: Int, _ minute: Int,
        channel: String = "BANK", _ further: [PlannedEvent.Field] = []
    ) {
        add(
            "transfer", on: chain, hour, minute,
            [
                ("from", EventValue.party(payer)), ("to", EventValue.party(payee)), ("amount", EventValue.amount(fen)),
                ("channel", .string(channel)), ("crossBorder", false), ("customer", EventValue.party(payer)),
                ("customerType", .string(payer.kind == .person ? "NATURAL" : "LEGAL")), ("direction", "OUT"),
            ] + further)
    }
}
