internal import ArgumentParser
internal import ParticipantNode
internal import ScenarioFiles
internal import Simulation
internal import ZeroMQPublish

/// `participant simulate`: a seeded world of institutions, companies, persons and violations.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Make a world of participants with planted violations. 生成含预设违规的参与方世界。",
        discussion: """
            The same scenario and seed give the same bytes. The events go to --out, one a line, in the order of their
            arrival, with removals, finality and ticks; --truth says what must be alerted, one a line. Everything else in
            the world is innocent.

            With --bind the world is published in supervision envelopes, each chain as a reference chain with validators of
            its own. Its past is published at once, its future when it comes. Alerts about feeds and blocks are then not in
            the truth: they depend on what a node sees.

            Example: participant simulate small --seed 7 --out events.jsonl --truth truth.jsonl
                     participant simulate small --seed 7 --bind tcp://127.0.0.1:7001 --backfill 127.0.0.1:7002 --write-config chains.yaml
            """
    )

    @Argument(help: "A name under Config/scenarios, such as city or small, or a file.")
    var scenario: String

    @Option(help: "Seed of everything that is chosen.")
    var seed: UInt64

    @Option(help: "The file for the events; - for standard output.")
    var out = "-"

    @Option(help: "The file for what must be alerted.")
    var truth: String?

    @Option(help: "Publish the world at this address instead, in supervision envelopes; may be repeated.")
    var bind: [String] = []

    @Option(help: "With --bind: where the GET-only back-fill listens, HOST:PORT; port 0 lets the system choose.")
    var backfill: String?

    @Option(help: "With --bind: file with the CURVE secret key (participant key FILE --scheme curve).")
    var curve: String?

    @Option(help: "With --bind: file with the publisher's key; derived from the seed when left out.")
    var key: String?

    @Option(help: "With --bind: blocks a second; 0 for as fast as possible.")
    var rate = 0.0

    @Option(help: "With --bind: end the world after so many blocks.")
    var limit: Int?

    @Option(help: "With --bind: probability from 0 to 1 that an envelope is counted and not sent.")
    var drop = 0.0

    @Option(parsing: .upToNextOption, help: "With --bind: heights neither announced nor served.")
    var withhold: [UInt64] = []

    @Option(parsing: .upToNextOption, help: "With --bind: heights published with one altered event.")
    var mutate: [UInt64] = []

    @Option(help: "With --bind: messages kept for a slow subscriber; 0 for no limit.")
    var hwm = 1_000

    @Option(help: "With --bind: wait for that many subscriptions before the first block is announced.")
    var waitForSubscribers = 0

    @Option(help: "With --bind: seconds between two heartbeats.")
    var heartbeat = 2.0

    @Flag(help: "With --bind: stay and serve after the last block, until SIGTERM.")
    var stay = false

    @Option(help: "With --bind: write the chains: of a node's configuration to this file.")
    var writeConfig: String?

    func run() async throws {
        if out == "-", truth == "-" {
            throw CommandFailure.badInput(
                Language.text(
                    "--out and --truth both name standard output; name a file for one of them",
                    "--out 与 --truth 都指向标准输出；请为其中之一指定文件"))
        }
        let file = try ScenarioPath.read(scenario)
        var simulation = Simulation(try ScenarioFile.read(file.bytes, path: file.path), seed: seed)
        if let truth {
            let output = try OutputFile(truth)
            for claim in simulation.claims where bind.isEmpty || !WorldPublication.dependsOnNode(claim.rule) {
                try output.write(claim.line + [UInt8(ascii: "\n")])
            }
            try output.flush()
        }
        guard bind.isEmpty else { return try await publish(&simulation) }
        let output = try OutputFile(out)
        var progress = SimulationProgress(days: simulation.days)
        while let lines = simulation.nextDay() {
            try output.write(lines)
            progress.update(events: simulation.eventCount)
        }
        try output.flush()
        progress.finish(events: simulation.eventCount, claims: simulation.claims.count)
    }

    private func publish(_ simulation: inout Simulation) async throws {
        guard drop >= 0, drop <= 1, rate >= 0, rate <= 100_000, heartbeat > 0, heartbeat <= 3_600 else {
            throw CommandFailure.badInput(
                "--drop: expected 0 to 1; --rate: 0 to 100000; --heartbeat: above 0 to 3600 seconds")
        }
        var faults = FaultPlan()
        faults.droppedPerMillion = Int((drop * 1_000_000).rounded())
        faults.seed = seed
        faults.withheldHeights = Set(withhold)
        faults.mutatedHeights = Set(mutate)
        let serving = try await EnvelopeServing(bind: bind, curve: curve, hwm: hwm, backfill: backfill)
        let publication = try WorldPublication(
            simulation, seed: seed, key: try key.map { try SigningKeyFile.read($0) }, serving: serving, faults: faults)
        if let writeConfig { try serving.writeConfiguration(writeConfig, publication.registrations) }
        serving.report(publication.registrations)
        let termination = TerminationSignal()
        let (subscribers, isStaying, pause, most) = (waitForSubscribers, stay, rate, limit)
        let beat = Duration.milliseconds(Int(heartbeat * 1_000))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await serving.publishers.beat(every: beat) }
            group.addTask {
                if subscribers > 0 { await serving.socket.waitForSubscribers(count: subscribers) }
                try await publication.run(rate: pause, limit: most)
                if isStaying { await termination.wait() }
            }
            group.addTask { await termination.wait() }
            _ = try await group.next()
            group.cancelAll()
        }
        serving.reportStatistics()
        await serving.close()
    }
}
