internal import ArgumentParser
internal import ScenarioFiles
internal import Simulation

/// `participant simulate`: a seeded world of institutions, companies, persons and violations.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Make a world of participants with planted violations. 生成含预设违规的参与方世界。",
        discussion: """
            The same scenario and seed give the same bytes. The events go to --out, one a line, in the order of their
            arrival, with removals, finality and ticks; --truth says what must be alerted, one a line. Everything else in
            the world is innocent.

            Example: participant simulate small --seed 7 --out events.jsonl --truth truth.jsonl
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

    @Option(help: "Not available yet: publishing a world comes with the supervision protocol.")
    var bind: String?

    func run() throws {
        if let bind {
            throw CommandFailure.badInput(
                Language.text(
                    "--bind \(bind): publishing a simulated world is not available yet; it comes with the supervision "
                        + "protocol. Write it to a file with --out.",
                    "--bind \(bind)：尚不能发布模拟世界，此功能随监管协议提供；请用 --out 写入文件。"))
        }
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
            for claim in simulation.claims { try output.write(claim.line + [UInt8(ascii: "\n")]) }
            try output.flush()
        }
        let output = try OutputFile(out)
        var progress = SimulationProgress(days: simulation.days)
        while let lines = simulation.nextDay() {
            try output.write(lines)
            progress.update(events: simulation.eventCount)
        }
        try output.flush()
        progress.finish(events: simulation.eventCount, claims: simulation.claims.count)
    }
}
