import ArgumentParser
import IntegrityScore
import SupervisionModel

/// `yushi score dry-run`: what a new model would do to everybody.
struct ScoreDryRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dry-run",
        abstract: "What a new model would do to everybody, before it is activated. 新模型试算：启用前后对比。",
        discussion: """
            Histograms before and after, moves between grades, drift (PSI, millionths), and shares by size and province
            of at least ten subjects.
              yushi score dry-run --model Config/models/cis-2.yaml --evidence evidence.jsonl --as-of 2025-03-01
            """)

    @OptionGroup var input: ScoreInput
    @OptionGroup var files: SubjectFiles

    @Option(help: "The new model.", completion: .file())
    var model: String

    @Option(help: "The model in force; CIS-1 when left out.", completion: .file())
    var against: String?

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let day = try input.day()
        let (old, new) = (
            Scorer(model: try ScoreModelArgument.model(against)), Scorer(model: try ScoreModelArgument.model(model))
        )
        let register = try files.register()
        var comparison = ModelComparison()
        try input.forEachSubject(asOf: day) { subject in
            let profile = register.profile(of: subject.name)
            let cards = [old, new].map {
                $0.score(subject.evidence, subjectType: subject.type, asOf: day, knownSince: profile?.knownSince)
            }
            comparison.add(cards[0], cards[1], profile: profile)
        }
        if json {
            StandardOutput.write(comparison.json)
        } else {
            for line in Self.text(comparison, from: old.model.id, to: new.model.id) { StandardOutput.write(line) }
        }
    }

    private static func text(_ comparison: ModelComparison, from old: String, to new: String) -> [String] {
        let (before, after) = (comparison.before, comparison.after)
        var lines = [
            Language.text(
                "\(before.count) subjects, \(old) → \(new): \(comparison.risen) rise, \(comparison.fallen) fall, at most \(comparison.largestChange) points",
                "\(before.count) 个主体，\(old) → \(new)：\(comparison.risen) 个上升，\(comparison.fallen) 个下降，最大变动 \(comparison.largestChange) 分"
            ),
            Language.text(
                "mean \(before.mean) → \(after.mean), drift (PSI) \(after.stabilityIndex(against: before)) millionths",
                "均值 \(before.mean) → \(after.mean)，群体稳定性指数 \(after.stabilityIndex(against: before)) ppm"),
        ]
        for (index, (left, right)) in zip(before.bins, after.bins).enumerated() where left > 0 || right > 0 {
            let low = Int64(index) * ScoreDistribution.binWidth
            lines.append("  \(low)…\(index == 19 ? 1000 : low + ScoreDistribution.binWidth - 1)  \(left) → \(right)")
        }
        for from in Grade.Letter.allCases {
            for to in Grade.Letter.allCases where from != to {
                let count = comparison.migrations[ModelComparison.Migration(from: from, to: to)] ?? 0
                if count > 0 { lines.append("  \(from.rawValue) → \(to.rawValue)  \(count)") }
            }
        }
        return lines
    }
}
