import Backtesting
import ChainFormats
import RulePacks
import ScenarioFiles
import Simulation
import SupervisionModel
import Testing

/// The shipped pack on the small made-up country: everything planted is found, nobody else is named.
@Suite struct SimulatedYearTests {
    private func year(seed: UInt64) throws -> (backtest: Backtest, steps: [EventStep], claims: [JSONValue]) {
        let path = "Config/scenarios/small.yaml"
        let scenario = try ScenarioFile.read(try RepositoryFiles.bytes(path), path: path)
        var simulation = Simulation(scenario, seed: seed)
        let claims = try simulation.claims.map { try JSONParser.parse($0.line, maximumBytes: 1 << 20) }
        let pack = try RulePack.load(directory: RepositoryFiles.path("Rules"), entities: .ofEveryNetwork)
        var bytes: [UInt8] = []
        while let lines = simulation.nextDay() { bytes += lines }
        let steps = EventFile.steps(
            of: bytes, path: "events.jsonl", vocabulary: pack.vocabulary, entities: .ofEveryNetwork)
        #expect(EventFileReport(steps, vocabulary: pack.vocabulary).isClean)
        return (Backtest(pack: pack, naming: AddressNaming()), steps, claims)
    }

    @Test(arguments: [3, 7] as [UInt64])
    func everyPlantedActIsFoundAndNobodyElseIsNamed(seed: UInt64) throws {
        let (backtest, steps, claims) = try year(seed: seed)
        let rules = Set(claims.compactMap { $0["rule"]?.string })
        #expect(rules.count == 49)
        let alerts = try backtest.run(steps).map(backtest.json)
        let difference = BacktestExpectations(claims).difference(from: alerts)
        #expect(difference.missing == [])
        #expect(difference.unexpected == [])
    }

    @Test func theOrderOfArrivalDoesNotMatter() throws {
        let (backtest, steps, _) = try year(seed: 11)
        // The first months hold a reorganisation and dozens of alerts; the whole year is `rules backtest --shuffle`.
        let months = Array(steps.prefix(12_000))
        let straight = try backtest.run(months).map { backtest.json($0).encode() }
        #expect(straight.count > 30)
        #expect(try backtest.run(months, shuffle: 1).map { backtest.json($0).encode() } == straight)
    }
}
