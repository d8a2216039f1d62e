import ArgumentParser

/// Measures the speed of the node and prints it beside the limits that it must keep.
///
/// Every ratio is made of two figures of the same run, so that it means the same on any machine.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "yushi-bench",
        abstract: "Measures verification, every stage alone, imports, memory and the condition language.",
        discussion: """
            Real blocks are read from ../shared or YUSHI_SHARED; without them only blocks of a simulated chain are used.

            Example: yushi-bench --only verify --only cel --json
            """)

    @Flag(help: "One JSON object a line.")
    var json = false

    @Option(help: "Only this part: \(BenchSection.allCases.map(\.rawValue).joined(separator: ", ")). May be repeated.")
    var only: [BenchSection] = []

    @Option(help: "Blocks of the simulated chain.")
    var blocks = 1_000

    @Option(help: "Payments in each of its blocks.")
    var payments = 100

    @Option(help: "Events of the rule engine's workload.")
    var events = 1_000_000

    @Option(help: "The rule pack that stages and imports run.")
    var rules = "Rules"

    @Option(help: ArgumentHelp("Import this file into --into and print the memory it took.", visibility: .private))
    var memoryOf: String?

    @Option(help: .private)
    var into: String?

    mutating func validate() throws {
        guard blocks > 0, payments >= 0 else {
            throw ValidationError("--blocks must be above 0 and --payments not below it")
        }
    }

    func run() async throws {
        if let memoryOf, let into {
            try await MemoryBench.importFile(memoryOf, into: into, rules: rules)
            return
        }
        let wanted = only.isEmpty ? BenchSection.allCases : only
        var report = BenchReport(isJSON: json)
        let directory = try TemporaryDirectory()
        if wanted.contains(.verify) { try VerifyBench.run(&report) }
        if wanted.contains(.chains) { try ChainBench.run(&report) }
        if wanted.contains(where: \.needsChain) {
            let chain = try SimulatedBlocks(blocks: blocks, payments: payments)
            if wanted.contains(.stages) {
                try StageBench(chain: chain, rules: rules, directory: directory).run(&report)
            }
            if wanted.contains(.import) {
                try await ImportBench(chain: chain, rules: rules, directory: directory).run(&report)
            }
            if wanted.contains(.memory) { try MemoryBench.run(chain, rules: rules, directory: directory, &report) }
        }
        if wanted.contains(.cel) {
            try CELBench.run(&report)
            try CELHostileBench.run(&report)
        }
        if wanted.contains(.rules) { try RuleBench.run(&report, events: events) }
        report.finish()
    }
}
