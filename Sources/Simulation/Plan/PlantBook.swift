internal import SupervisionModel

/// What injectors write into: planned events, what must be alerted, and stretches in which chains behave strangely.
public struct PlantBook: Sendable {
    public let scenario: Scenario
    public internal(set) var events: [PlannedEvent] = []
    public internal(set) var claims: [Claim] = []
    public internal(set) var spans: [ChainSpan] = []
    /// Everybody who must have a valid identity check before the first act, in order of appearance.
    private(set) var customers: [String] = []
    private var known: Set<String> = []
    var random: SeededRandom
    var cast: Cast

    /// Plants every violation of a scenario.
    public static func planted(_ scenario: Scenario, seed: UInt64) -> PlantBook {
        var book = PlantBook(scenario: scenario, seed: seed)
        book.publishPrimeRates()
        for injectors in [Injector.ofParties, Injector.chainTime] {
            let chosen = injectors.filter { scenario.rules?.contains($0.rule) ?? true }
            for round in 0..<scenario.rounds {
                for injector in chosen {
                    book.random = SeededRandom(seed: seed, injector.rule, round)
                    injector.plant(&book)
                }
            }
        }
        book.random = SeededRandom(seed: seed, "faults")
        ChainFaults.plant(into: &book)
        book.checkIdentities()
        return book
    }

    init(scenario: Scenario, seed: UInt64) {
        self.scenario = scenario
        random = SeededRandom(seed: seed, "book")
        cast = Cast(seed: seed)
    }

    // MARK: Parties

    /// Somebody who breaks the rule.
    mutating func culprit(_ kind: Party.Kind) -> Party { cast.culprit(kind) }

    /// Somebody who does not.
    mutating func bystander(_ kind: Party.Kind) -> Party { cast.make(kind) }

    mutating func bystanders(_ count: Int, _ kind: Party.Kind) -> [Party] { (0..<count).map { _ in cast.make(kind) } }

    /// Leaves it to the injector when, and whether, this party's identity was checked.
    mutating func checksOwnIdentity(of party: Party) { known.insert(party.reference) }

    // MARK: Days

    var endDay: Day { scenario.firstDay.plus(scenario.days) }

    /// A day with room before and after it; `nil` when the world is too short.
    mutating func day(head: Int = 8, tail: Int = 40) -> Day? {
        let room = scenario.days - head - tail
        return room > 0 ? scenario.firstDay.plus(head + random.below(room)) : nil
    }

    /// A day of the week in a month without public holidays, the next `length` days in the same month.
    mutating func quietDay(_ weekdays: ClosedRange<Int> = 0...4, head: Int = 8, length: Int = 0) -> Day? {
        let days = (head..<max(head, scenario.days - length - 2)).map { scenario.firstDay.plus($0) }.filter {
            weekdays.contains($0.weekday) && Day.monthsWithoutHolidays.contains($0.month)
                && $0.plus(length).month == $0.month
        }
        return days.isEmpty ? nil : days[random.below(days.count)]
    }

    /// A moment in the office hours of a day.
    mutating func officeHour(_ day: Day) -> Timestamp {
        day.at(9 + random.below(7), random.below(60), random.below(60))
    }

    // MARK: Chains

    /// A chain on which institutions keep their books.
    mutating func ledger() -> Int {
        let ledgers = scenario.chains.indices.filter { scenario.chains[$0].consensus != .work }
        return ledgers.isEmpty ? 0 : ledgers[random.below(ledgers.count)]
    }

    /// Another chain than that one where there is any.
    mutating func otherChain(than chain: Int) -> Int {
        let others = scenario.chains.indices.filter { $0 != chain && scenario.chains[$0].consensus != .work }
        guard others.isEmpty else { return others[random.below(others.count)] }
        return scenario.chains.indices.first { $0 != chain } ?? chain
    }

    /// A public chain where there is any.
    mutating func publicChain() -> Int {
        let open = scenario.chains.indices.filter { scenario.chains[$0].consensus == .work }
        return open.isEmpty ? ledger() : open[random.below(open.count)]
    }

    /// The name of a chain, under which its operator is known too.
    func name(of chain: Int) -> JSONValue { .string(scenario.chains[chain].id.text) }

    // MARK: Entries

    /// An event in a block of exactly that time.
    mutating func add(_ type: String, on chain: Int, at time: Timestamp, _ fields: [PlannedEvent.Field]) {
        add(type, on: chain, at: time, .exact, fields)
    }

    mutating func add(
        _ type: String, on chain: Int, at time: Timestamp, _ placement: PlannedEvent.Placement,
        _ fields: [PlannedEvent.Field]
    ) {
        for (name, value) in fields where name == "customer" || name == "borrower" {
            if let reference = value.string, known.insert(reference).inserted { customers.append(reference) }
        }
        events.append(PlannedEvent(type: type, chain: chain, time: time, placement: placement, fields: fields))
    }

    /// - Parameter until: how long after `moment` an alert may be dated: rules that close their day at its end do so too.
    mutating func claim(
        _ rule: String, _ subject: Party, at moment: Timestamp, until: Interval = .days(1)
    ) {
        claims.append(Claim(rule: rule, subject: subject.reference, from: moment, to: moment.advanced(by: until)))
    }

    mutating func claim(_ rule: String, chain: Int, at moment: Timestamp, until: Interval = .days(1)) {
        let name = scenario.chains[chain].id.text
        claims.append(Claim(rule: rule, subject: name, from: moment, to: moment.advanced(by: until)))
    }
}
