public import SupervisionModel

/// What a simulated world is made of: how long, which chains, how many parties, how much of everything.
public struct Scenario: Sendable {
    /// How many parties of each kind live in the world, beside those that violations need.
    public struct Population: Sendable, Hashable {
        public var persons = 200
        public var enterprises = 40
        public var banks = 3
        public var microLenders = 3
        public var factors = 3
        public var platforms = 2
        public var vasps = 4
        public var issuers = 3
        public var bridges = 1

        public init() {}
    }

    /// How much happens in a day.
    public struct Activity: Sendable, Hashable {
        /// Purchases of persons.
        public var purchases = 50
        /// Trades on venues.
        public var trades = 10
        /// Transfers between providers of virtual-asset services.
        public var vaspTransfers = 5
        /// Look-ups of personal data by staff.
        public var dataAccesses = 10
        /// Transfers over each bridge.
        public var bridgeTransfers = 2

        public init() {}
    }

    /// What goes wrong with chains and their clocks without being anybody's violation.
    public struct Faults: Sendable, Hashable {
        /// Blocks that are replaced, one each.
        public var replacements = 4
        /// Hours in which the clock of a chain stands still.
        public var stoppedClocks = 1
        /// Bursts of harmless events.
        public var floods = 1
        /// Events of one burst.
        public var floodEvents = 500

        public init() {}
    }

    public var name: String
    public var firstDay: Day
    /// 1…12.
    public var months: Int
    public var chains: [SimulatedChain]
    public var population = Population()
    public var activity = Activity()
    public var faults = Faults()
    /// How often every violation is planted, each time by other parties; 0 for an innocent world.
    public var rounds = 1
    /// Rules whose violations are planted; `nil` for all.
    public var rules: [String]?

    public init(name: String, firstDay: Day, months: Int, chains: [SimulatedChain]) {
        self.name = name
        self.firstDay = firstDay
        self.months = months
        self.chains = chains
    }

    /// Days of the world. It ends with a month when it begins with one.
    public var days: Int {
        let end = firstDay.monthsLater(months).plus(firstDay.dayOfMonth - 1)
        return Int(end.number - firstDay.number)
    }
}
