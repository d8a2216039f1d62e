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

    /// A gap that is closed leaves no absence unproven, whatever else changes places.
    @Test func theNodesOwnObservationsKeepTheirOrder() throws {
        let pack = try RulePack.load(directory: RepositoryFiles.path("Rules"), entities: .ofEveryNetwork)
        let feed = #""chain":"ltc","tx":4294967295,"source":"s","operator":"ltc","fromHeight":5,"toHeight":6"#
        let lines = [
            #"{"type":"service.started","chain":"a","height":1,"tx":0,"index":0,"time":"2026-03-02T02:00:00Z","operator":"O","serviceId":"S","kind":"BLOCKCHAIN_INFORMATION"}"#,
            #"{"type":"feed.gap","height":7,"index":0,"time":"2026-03-02T04:42:00Z","reason":"parent","missing":1,\#(feed)}"#,
            #"{"type":"feed.recovered","height":8,"index":1,"time":"2026-03-02T04:42:30Z",\#(feed)}"#,
            #"{"tick":"2026-04-02T00:00:00Z"}"#,
        ]
        let steps = try EventFile.read(
            Array(lines.joined(separator: "\n").utf8), path: "events.jsonl", vocabulary: pack.vocabulary,
            entities: .ofEveryNetwork)
        let backtest = Backtest(pack: pack, naming: AddressNaming())
        for shuffle in [nil, 1, 2, 3, 4, 5, 6] as [UInt64?] {
            let alerts = try backtest.run(steps, shuffle: shuffle).map(backtest.json)
            #expect(alerts.map { $0["rule"] } == ["GOV-02"])
            #expect(alerts.first?["marks"] == [])
        }
    }
}
