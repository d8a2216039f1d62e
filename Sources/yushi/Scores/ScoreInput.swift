import ArgumentParser
import IntegrityScore
import ScoreModelFiles
import SupervisionModel

/// `--evidence` and `--as-of`.
struct ScoreInput: ParsableArguments {
    @Option(help: "Evidence, one JSON object a line.", completion: .file())
    var evidence: String

    @Option(help: "Day of the score, YYYY-MM-DD, in Asia/Shanghai.")
    var asOf: String

    func day() throws -> Day {
        guard let day = Day(text: asOf) else {
            throw CommandFailure.badInput(
                Language.text(
                    "--as-of \"\(asOf)\", expected a day such as 2025-03-01",
                    "--as-of \"\(asOf)\"，应为日期，如 2025-03-01"))
        }
        return day
    }

    /// All evidence of the file by subject, ascending by name; nothing is handed over where a line is wrong.
    func forEachSubject(asOf day: Day, _ body: (EvidenceFile.Subject) throws -> Void) throws {
        var file = EvidenceFile(asOf: day)
        try LineFile.read(evidence, maximumLineBytes: EvidenceFile.maximumLineBytes) { file.add($0, number: $1) }
        try file.forEachSubject(body)
        guard file.problemCount > 0 else { return }
        var lines = file.problems.map { "\(evidence):\($0.line): \(TerminalText.safe($0.text))" }
        let more = file.problemCount - file.problems.count
        if more > 0 { lines.append(Language.text("… and \(more) more", "……另有 \(more) 处")) }
        throw CommandFailure.badInput(lines.joined(separator: "\n"))
    }
}

/// `--model`.
enum ScoreModelArgument {
    static func model(_ path: String?) throws -> ScoreModel {
        guard let path else { return .cis1 }
        return try ScoreModelFile.read(try TextFile.read(path), path: path)
    }
}
