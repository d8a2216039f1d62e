import ArgumentParser
import Persistence
import RulePacks
import SupervisionModel
import YushiNode

/// `yushi score reasons`: why a score is what it is, and what would raise it.
struct ScoreReasonsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reasons",
        abstract: "Why a score is what it is, with articles, and what would raise it. 评分理由、依据条文与提升途径。",
        discussion: """
            The costs do not add up to what is missing: they act on each other. What is shown here is for supervisors;
            `score issue` leaves out what a subject must not learn.
              yushi score reasons operator:scf-1 --store node
              yushi score reasons enterprise:1 --card card.json --json
            """)

    @Argument(help: "The subject.")
    var subject: String

    @OptionGroup var location: PublishedScoreLocation

    @Option(help: "Rule pack whose names and articles are shown.", completion: .directory)
    var rules: String?

    @Flag(help: "One JSON object.")
    var json = false

    func run() throws {
        let score = try location.score(of: subject)
        let texts = ReasonTexts(pack: try PackArgument.load(try RulesArgument.directory(rules)))
        let reasons = (score["reasons"]?.array ?? []).map { texts.explained($0) }
        let improvement = score["improvement"].map { texts.explained($0) }
        if json {
            var object: JSONObject = [
                "caps": score["caps"] ?? [], "reasons": .array(reasons), "score": score["score"] ?? 0,
                "subject": .string(subject),
            ]
            object["improvement"] = improvement
            if location.card == nil { object.set("trend", to: .object(try trend())) }
            return StandardOutput.write(.object(object))
        }
        if reasons.isEmpty { StandardOutput.write(Language.text("nothing lowers it", "没有扣分事项")) }
        for reason in reasons { print(reason) }
        for cap in score["caps"]?.array ?? [] {
            StandardOutput.write(
                "\(Language.text("cap", "封顶")) \(TerminalText.safe(cap["code"]?.string ?? "")): \(cap["score"]?.integer ?? 0)"
            )
        }
        if let improvement {
            StandardOutput.write(Language.text("what would raise it:", "提升途径："))
            print(improvement)
        }
    }

    private func trend() throws -> JSONObject {
        let opened = try NodeStore.open(at: location.store, for: .reading)
        return PublishedScores.trend(try PublishedScores.history(of: subject, in: opened, limit: 200))
    }

    private func print(_ reason: JSONValue) {
        let text = reason["text"]?[Language.current == .zh ? "zh" : "en"]?.string ?? ""
        StandardOutput.write(
            TerminalText.safe("−\(reason["cost"]?.integer ?? 0)  \(reason["code"]?.string ?? "")  \(text)"))
        for article in reason["articles"]?.array ?? [] {
            StandardOutput.write("    \(TerminalText.safe(article.string ?? ""))")
        }
        let evidence = (reason["evidence"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        StandardOutput.write("    \(TerminalText.safe(evidence))")
        if let day = reason["repairableFrom"]?.string {
            StandardOutput.write("    " + Language.text("may be repaired from \(day)", "自 \(day) 起可申请信用修复"))
        }
    }
}
