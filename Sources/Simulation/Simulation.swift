public import SupervisionModel

/// A seeded world of institutions, companies and persons on several chains, as the lines of an event file.
///
/// The same scenario and seed give the same bytes. Everything that is not claimed is innocent under the rules of the first
/// pack at their defaults. Memory holds what was planted and one day.
public struct Simulation: Sendable {
    /// Seconds after midnight at which the tick of the day before arrives: after all that day's blocks.
    private static let tickDelay = 60

    /// What must be alerted, by time, rule and subject.
    public let claims: [Claim]
    /// Events written so far, without removals, ticks and finality.
    public private(set) var eventCount = 0

    private let scenario: Scenario
    private let life: Life
    private let plants: [PlannedEvent]
    private var nextPlant = 0
    private var writers: [ChainWriter]
    private var dayOfWorld = 0
    /// Lines that arrive after midnight, the day's tick among them.
    private var held: [OutputLine] = []
    private var isFinished = false

    public init(_ scenario: Scenario, seed: UInt64) {
        self.scenario = scenario
        let book = PlantBook.planted(scenario, seed: seed)
        claims = book.claims.sorted { left, right in
            if left.from != right.from { return left.from < right.from }
            if !left.rule.utf8.elementsEqual(right.rule.utf8) {
                return left.rule.utf8.lexicographicallyPrecedes(right.rule.utf8)
            }
            return left.subject.utf8.lexicographicallyPrecedes(right.subject.utf8)
        }
        life = Life(scenario: scenario, seed: seed, passedOver: book.cast.passedOver)
        // Stable: events of one moment stay in the order in which they were planted.
        plants = book.events.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
        writers = scenario.chains.indices.map {
            ChainWriter(place: $0, scenario: scenario, spans: book.spans, seed: seed)
        }
    }

    /// The chains of the world.
    public var chains: [SimulatedChain] { scenario.chains }

    /// When it begins.
    public var start: Timestamp { scenario.firstDay.start }

    /// Days of the world; `nextDay()` gives one more answer, the end.
    public var days: Int { scenario.days }

    /// The lines of the next day, each with its line feed, sorted by arrival; `nil` after the end.
    public mutating func nextDay() -> [UInt8]? {
        guard dayOfWorld < scenario.days else { return finish() }
        let day = scenario.firstDay.plus(dayOfWorld)
        dayOfWorld += 1
        var lines = held
        let midnight = day.next.start
        var events = life.events(on: day)
        while nextPlant < plants.count, plants[nextPlant].time < midnight {
            events.append(plants[nextPlant])
            nextPlant += 1
        }
        let byTime = events.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
        for place in writers.indices {
            lines += writers[place].write(
                byTime.filter { $0.chain == place }, of: day, isLast: dayOfWorld == scenario.days)
        }
        eventCount += byTime.count
        let tick = midnight.plus(seconds: Simulation.tickDelay)
        lines.append(OutputLine(arrival: tick, bytes: EventJSON.tick(midnight)))
        // The next day's first blocks may come before this day's last ones have arrived.
        let sorted = Simulation.byArrival(lines)
        let cut = sorted.firstIndex { $0.arrival >= midnight } ?? sorted.count
        held = Array(sorted[cut...])
        return Simulation.joined(sorted[..<cut])
    }

    /// What is still on its way, finality of everything, and a last tick after every deadline.
    private mutating func finish() -> [UInt8]? {
        guard !isFinished else { return nil }
        isFinished = true
        var lines = Simulation.byArrival(held)
        held = []
        for place in writers.indices { lines += writers[place].finish() }
        let last = scenario.firstDay.plus(scenario.days + 1).start
        lines.append(OutputLine(arrival: last, bytes: EventJSON.tick(last)))
        return Simulation.joined(lines[...])
    }

    private static func byArrival(_ lines: [OutputLine]) -> [OutputLine] {
        lines.enumerated().sorted { ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset) }.map(\.element)
    }

    private static func joined(_ lines: ArraySlice<OutputLine>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.reduce(0) { $0 + $1.bytes.count + 1 })
        for line in lines {
            bytes += line.bytes
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
