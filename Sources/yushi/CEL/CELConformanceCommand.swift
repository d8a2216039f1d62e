import ArgumentParser
import CELConformance

/// `yushi cel conformance`: the official suite in its JSON form.
struct CELConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Run the conformance suite of the language. 运行表达式语言的一致性测试集。",
        discussion: """
            Reads every .json file of the folder. Cases that need protobuf messages are left out. Ends with status 1 when
            a case fails.
              yushi cel conformance shared/cel --parse-only
            """)

    @Argument(help: "Folder with the suite's JSON files.")
    var directory: String

    @Flag(help: "Parse without checking types.")
    var parseOnly = false

    @Flag(help: "One JSON object: {passed, failed, skipped, failures}.")
    var json = false

    func run() throws {
        var report = ConformanceSuite.Report()
        let names = try TextFile.names(in: directory).filter { $0.hasSuffix(".json") }
        guard !names.isEmpty else { throw CommandFailure.badInput("\(directory): no .json file") }
        for name in names {
            let path = directory + "/" + name
            do {
                let suite = try ConformanceSuite(utf8: try TextFile.read(path))
                report.add(suite.run(parseOnly ? .parseOnly : .checked))
            } catch let error as JSONText.Malformed {
                throw CommandFailure.badInput("\(path): \(error)")
            }
        }
        if json {
            StandardOutput.write(report.json)
        } else {
            for result in report.results where result.outcome == .failed {
                StandardOutput.write(
                    TerminalText.lines(["\(result.id): \(result.expression)", "    \(result.detail)"]))
            }
            StandardOutput.write(report.summary)
        }
        if report.failed > 0 { throw CommandFailure.checkFailed }
    }
}
