import Simulation
import SupervisionModel

/// Scenarios for tests, and what their lines say.
enum Worlds {
    static func chain(
        _ name: String, _ consensus: SimulatedChain.Consensus, hours: Int, finality: Int = 6
    ) -> SimulatedChain? {
        ChainID(name).map {
            SimulatedChain(id: $0, consensus: consensus, targetSeconds: hours * 3_600, finalityBlocks: finality)
        }
    }

    /// A year on four chains with few people.
    static func small(rules: [String]? = nil, rounds: Int = 1) -> Scenario {
        let chains = [
            chain("bank-1", .signed, hours: 2, finality: 1), chain("scf-1", .authority, hours: 2),
            chain("market-1", .signed, hours: 3, finality: 1), chain("btc", .work, hours: 2, finality: 8),
        ].compactMap { $0 }
        let first = Day(text: "2026-01-01") ?? Day(number: 0)
        var scenario = Scenario(name: "test", firstDay: first, months: 12, chains: chains)
        scenario.population.persons = 30
        scenario.population.enterprises = 12
        scenario.activity.purchases = 10
        scenario.rules = rules
        scenario.rounds = rounds
        return scenario
    }

    /// The events that stand at the end, in the order of rules, and every line as it came.
    static func events(of bytes: [UInt8]) throws -> (standing: [Seen], lines: [JSONValue]) {
        var standing: [Seen] = []
        var lines: [JSONValue] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let value = try JSONParser.parse(Array(line), maximumBytes: 1 << 20)
            lines.append(value)
            if let event = Seen(value) { standing.append(event) }
            if let chain = value["remove"]?["chain"]?.string, let height = value["remove"]?["height"]?.integer {
                standing.removeAll { $0.chain == chain && $0.height >= height && !isOfNode($0.type) }
            }
        }
        let sorted = standing.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }.map(\.element)
        return (sorted, lines)
    }

    static func bytes(_ scenario: Scenario, seed: UInt64) -> [UInt8] {
        var simulation = Simulation(scenario, seed: seed)
        var bytes: [UInt8] = []
        while let day = simulation.nextDay() { bytes += day }
        return bytes
    }

    private static func isOfNode(_ type: String) -> Bool { type == "chain.reorg" || type.hasPrefix("feed.") }
}
