import RulePacks
import ScenarioFiles
import Simulation
import SupervisionModel
import Testing

/// The scenarios that ship, and what is wrong with bad ones.
@Suite struct ScenarioFileTests {
    @Test(arguments: [("city", 12, 6, 3), ("small", 12, 3, 1), ("bench", 3, 8, 10)])
    func theScenariosThatShipAreWhole(_ name: String, months: Int, chains: Int, rounds: Int) throws {
        let path = "Config/scenarios/\(name).yaml"
        let scenario = try ScenarioFile.read(try Repository.bytes(path), path: path)
        #expect(scenario.name == name)
        #expect(scenario.months == months)
        #expect(scenario.chains.count == chains)
        #expect(scenario.rounds == rounds)
        #expect(scenario.rules == nil)
        // A chain whose blocks may be replaced keeps them young long enough.
        #expect(scenario.chains.allSatisfy { $0.consensus == .signed || $0.finalityBlocks >= 6 })
    }

    @Test(arguments: ["city", "small"])
    func theyPlantEveryRule(_ name: String) throws {
        let path = "Config/scenarios/\(name).yaml"
        let scenario = try ScenarioFile.read(try Repository.bytes(path), path: path)
        for seed in 1...3 as ClosedRange<UInt64> {
            let planted = Set(PlantBook.planted(scenario, seed: seed).claims.map(\.rule))
            #expect(Injector.all.filter { !planted.contains($0.rule) }.map(\.rule) == [])
        }
    }

    private static let good = """
        id: tiny
        firstDay: 2026-01-01
        months: 2
        chains:
          - { id: a, consensus: signed, target: 1h, finality: 1 }
          - { id: b, consensus: work, target: 30m, finality: 8 }
        """

    @Test func readsWhatItSays() throws {
        let more = "\nrounds: 4\nrules: [AML-01, CRD-06]\npopulation: { persons: 7 }\nfaults: { floods: 0 }\n"
        let scenario = try ScenarioFile.read(Array((Self.good + more).utf8), path: "tiny.yaml")
        #expect(scenario.days == 59)
        #expect(scenario.chains.map(\.targetSeconds) == [3_600, 1_800])
        #expect(scenario.rules == ["AML-01", "CRD-06"])
        #expect(scenario.population.persons == 7)
        #expect(scenario.population.banks == Scenario.Population().banks)
        #expect(scenario.faults.floods == 0)
        #expect(scenario.rounds == 4)
    }

    @Test(
        arguments: [
            ("months: 2", "months: 13", LoadErrorCode.outOfRange, 3), ("months: 2", "month: 2", .unknownKey, 3),
            ("2026-01-01", "2026-01-15", .outOfRange, 2), ("2026-01-01", "today", .badTime, 2),
            ("signed", "signd", .notAllowedValue, 5), ("id: b,", "id: a,", .duplicateKey, 6),
            ("id: b,", "id: B!,", .badName, 6), ("30m", "30", .badDuration, 6), ("30m", "7h", .outOfRange, 6),
            ("finality: 8", "finality: 0", .outOfRange, 6), ("id: tiny", "id: &x tiny", .anchorOrAlias, 1),
            ("months: 2", "months: 2\nrules: [AML-99]", .unknownRule, 4),
            ("months: 2", "months: 2\npopulation: { people: 3 }", .unknownKey, 4),
        ])
    func refusesWhatDoesNotFit(_ text: String, _ other: String, _ code: LoadErrorCode, line: Int) throws {
        let parts = Self.good.split(separator: text, maxSplits: 1, omittingEmptySubsequences: false)
        let bytes = Array(parts.joined(separator: other).utf8)
        let failure = try #require(throws: LoadFailure.self) { try ScenarioFile.read(bytes, path: "tiny.yaml") }
        #expect(failure.errors.contains { $0.code == code && "\($0.location)".hasPrefix("tiny.yaml:\(line):") })
        #expect(failure.errors.allSatisfy { !$0.message(in: .zh).isEmpty && !$0.message(in: .en).isEmpty })
    }

    @Test func refusesOneChainAndTooLargeFiles() {
        let lines = Self.good.split(separator: "\n").dropLast()
        #expect(throws: LoadFailure.self) {
            try ScenarioFile.read(Array(lines.joined(separator: "\n").utf8), path: "tiny.yaml")
        }
        let long = Self.good + "\n#" + String(repeating: "x", count: ScenarioFile.maximumBytes)
        #expect(throws: LoadFailure.self) { try ScenarioFile.read(Array(long.utf8), path: "tiny.yaml") }
    }
}
