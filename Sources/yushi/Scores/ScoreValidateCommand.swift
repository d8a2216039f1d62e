import ArgumentParser
import IntegrityScore
import SupervisionModel

/// `yushi score validate`: how well a model tells those that turned out bad from the others.
struct ScoreValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Discrimination and calibration of a model on known outcomes. 用已知结果检验模型区分度与校准。",
        discussion: """
            Outcomes are JSON objects a line, {subject, bad, latent}: whether the subject turned out bad, and the truth a
            simulator knows, higher for better. The challenger is plain beta reputation.
              yushi score validate --evidence evidence.jsonl --outcomes outcomes.jsonl --as-of 2025-03-01
            """)

    @OptionGroup var input: ScoreInput

    @Option(help: "The model; CIS-1 when left out.", completion: .file())
    var model: String?

    @Option(help: "What became of the subjects.", completion: .file())
    var outcomes: String

    @Flag(help: "One JSON object, which is what this command prints in any case.")
    var json = false

    func run() throws {
        let day = try input.day()
        let scorer = Scorer(model: try ScoreModelArgument.model(model))
        let known = try OutcomeFile.read(outcomes)
        var scores: [Discrimination.Outcome] = []
        var challenger: [Discrimination.Outcome] = []
        var truth: [Discrimination.Outcome] = []
        var grades: [Grade.Letter: (all: Int64, bad: Int64)] = [:]
        try input.forEachSubject(asOf: day) { subject in
            guard let outcome = known[subject.name] else { return }
            let card = scorer.score(subject.evidence, subjectType: subject.type, asOf: day)
            scores.append(Discrimination.Outcome(score: card.score, isBad: outcome.isBad))
            let plain = PlainBeta.score(subject.evidence, asOf: day, model: scorer.model)
            challenger.append(Discrimination.Outcome(score: plain, isBad: outcome.isBad))
            if let latent = outcome.latent {
                truth.append(Discrimination.Outcome(score: latent, isBad: outcome.isBad))
            }
            let letter = Grade(ofSeasoned: card.score, scale: scorer.model.grades).letter
            grades[letter, default: (0, 0)].all += 1
            if outcome.isBad { grades[letter, default: (0, 0)].bad += 1 }
        }
        guard let result = Discrimination(scores), let plain = Discrimination(challenger) else {
            throw CommandFailure.badInput(
                Language.text(
                    "\(outcomes): of the subjects with evidence, none turned out bad or none turned out good",
                    "\(outcomes)：有证据的主体中没有违约者，或全部违约"))
        }
        var object: JSONObject = [
            "challenger": plain.json, "model": .string(scorer.model.id), "score": result.json,
            "grades": .array(
                [Grade.Letter.a, .b, .c, .d].map { letter in
                    let count = grades[letter] ?? (0, 0)
                    return [
                        "bad": .integer(count.bad), "count": .integer(count.all), "grade": .string(letter.rawValue),
                        "badPpm": .integer(count.all == 0 ? 0 : count.bad * 1_000_000 / count.all),
                    ]
                }),
        ]
        if let oracle = Discrimination(truth) { object.set("oracle", to: oracle.json) }
        StandardOutput.write(.object(object))
    }
}

/// `--outcomes`.
enum OutcomeFile {
    struct Outcome {
        let isBad: Bool
        let latent: Int64?
    }

    static func read(_ path: String) throws -> [String: Outcome] {
        var outcomes: [String: Outcome] = [:]
        try LineFile.read(path, maximumLineBytes: 4096) { line, number in
            guard !line.isEmpty else { return }
            do {
                let reader = JSONReader(try JSONParser.parse(line, maximumBytes: 4096))
                try reader.allowOnly(["subject", "bad", "latent"])
                outcomes[try reader.string("subject")] = Outcome(
                    isBad: try reader.bool("bad"), latent: try reader.optionalInteger("latent"))
            } catch {
                throw CommandFailure.badInput("\(path):\(number): \(error)")
            }
        }
        return outcomes
    }
}

extension Discrimination {
    fileprivate var json: JSONValue {
        ["auc": .integer(auc), "bad": .integer(Int64(bad)), "good": .integer(Int64(good)), "ks": .integer(ks)]
    }
}
