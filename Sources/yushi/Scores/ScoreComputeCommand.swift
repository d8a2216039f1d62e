import ArgumentParser
import IntegrityScore
import RulePacks
import ScoreModelFiles
import SupervisionModel

/// `yushi score compute`: the bare model over evidence in a file.
struct ScoreComputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compute",
        abstract: "The bare model over JSON-lines evidence. 对证据文件直接计算评分。",
        discussion: """
            One JSON object a line and subject, ascending by subject; the same evidence in any order gives the same
            bytes. Evidence that does not read, comes twice or lies after the day is refused with its line.
              yushi score compute --model Config/models/cis-1.yaml --evidence evidence.jsonl --as-of 2025-03-01
            """)

    @Option(help: "The model; CIS-1 when left out.", completion: .file())
    var model: String?

    @Option(help: "Evidence, one JSON object a line.", completion: .file())
    var evidence: String

    @Option(help: "Day of the score, YYYY-MM-DD, in Asia/Shanghai.")
    var asOf: String

    @Flag(help: "JSON, which is what this command prints in any case.")
    var json = false

    func run() throws {
        let day = try DayArgument.day(asOf, option: "--as-of")
        let scorer = Scorer(model: try ScoreModelArgument.model(model))
        var output = BufferedOutput()
        try EvidenceArgument.read(evidence, asOf: day) { subject in
            let card = scorer.score(subject.evidence, subjectType: subject.type, asOf: day)
            try output.write(line: card.json(subject: subject.name))
        }
        try output.flush()
    }
}

/// `--as-of`.
enum DayArgument {
    static func day(_ text: String, option: String) throws -> Day {
        guard let day = Day(text: text) else {
            throw CommandFailure.badInput(
                Language.text(
                    "\(option) \"\(text)\", expected a day such as 2025-03-01",
                    "\(option) \"\(text)\"，应为日期，如 2025-03-01"))
        }
        return day
    }
}

/// `--model`.
enum ScoreModelArgument {
    static func model(_ path: String?) throws -> ScoreModel {
        guard let path else { return .cis1 }
        return try ScoreModelFile.read(try TextFile.read(path), path: path)
    }
}

/// `--evidence`.
enum EvidenceArgument {
    /// All evidence of a file by subject, ascending by name; nothing is handed over where a line is wrong.
    static func read(_ path: String, asOf day: Day, _ body: (EvidenceFile.Subject) throws -> Void) throws {
        var file = EvidenceFile(asOf: day)
        try LineFile.read(path, maximumLineBytes: EvidenceFile.maximumLineBytes) { file.add($0, number: $1) }
        try file.forEachSubject(body)
        guard file.problemCount > 0 else { return }
        var lines = file.problems.map { "\(path):\($0.line): \(TerminalText.safe($0.text))" }
        let more = file.problemCount - file.problems.count
        if more > 0 { lines.append(Language.text("… and \(more) more", "……另有 \(more) 处")) }
        throw CommandFailure.badInput(lines.joined(separator: "\n"))
    }
}
