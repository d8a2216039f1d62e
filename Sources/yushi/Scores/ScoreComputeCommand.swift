import ArgumentParser
import IntegrityScore
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

    @OptionGroup var input: ScoreInput
    @OptionGroup var files: SubjectFiles

    @Option(help: "The model; CIS-1 when left out.", completion: .file())
    var model: String?

    @Option(help: "A rule pack whose names and articles the reasons carry, in both languages.", completion: .directory)
    var rules: String?

    @Flag(help: "JSON, which is what this command prints in any case.")
    var json = false

    func run() throws {
        let day = try input.day()
        let scorer = Scorer(model: try ScoreModelArgument.model(model))
        let register = try files.register()
        let network = files.exposures == nil ? nil : register.network(scorer.model)
        let texts = try rules.map { ReasonTexts(pack: try PackArgument.load($0)) }
        var output = BufferedOutput()
        try input.forEachSubject(asOf: day) { subject in
            let card = scorer.score(
                subject.evidence, subjectType: subject.type, asOf: day,
                knownSince: register.profile(of: subject.name)?.knownSince,
                networkPenalty: network?.penalty(of: subject.name) ?? 0)
            let json = card.json(subject: subject.name)
            try output.write(line: texts?.explained(card: json) ?? json)
        }
        try output.flush()
    }
}
