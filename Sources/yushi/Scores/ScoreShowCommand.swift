import ArgumentParser
import Persistence
import SupervisionModel
import YushiNode

struct ScoreShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the last published score of a subject, or of everybody. 查看最近发布的评分。",
        discussion: """
            Only findings of people and obligations met count.
              yushi score show operator:btc --store analysis
            """)

    @Argument(help: "The subject; all when left out.")
    var subject: String?

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Flag(help: "One JSON object a subject.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading)
        var found = false
        for row in try opened.projections.list("score", limit: 10_000) {
            if let subject, row.id != subject { continue }
            found = true
            if json { StandardOutput.write(row.value) } else { print(row.value) }
        }
        guard found else {
            throw CommandFailure.badInput(
                subject.map { "no score of \"\($0)\" has been published" } ?? "no score has been published yet")
        }
    }

    private func print(_ document: JSONValue) {
        let subject = TerminalText.safe(document["subject"]?.string ?? "")
        let score = document["score"]?.integer ?? 0
        let uncertainty = document["uncertainty"]?.integer ?? 0
        StandardOutput.write(
            "\(subject)  \(score)  \(document["grade"]?.string ?? "")  ±\(uncertainty)‰  \(document["day"]?.string ?? "")  \(document["model"]?.string ?? "")"
        )
        for dimension in document["dimensions"]?.array ?? [] {
            StandardOutput.write(
                "  \(dimension["dimension"]?.string ?? "")  \(dimension["score"]?.integer ?? 0)  (\(dimension["weight"]?.integer ?? 0) %)"
            )
        }
        for reason in document["reasons"]?.array ?? [] {
            StandardOutput.write("  \(reason["code"]?.string ?? ""): −\(reason["cost"]?.integer ?? 0)")
        }
        for cap in document["caps"]?.array ?? [] {
            StandardOutput.write(
                "  \(Language.text("cap", "封顶")) \(cap["code"]?.string ?? ""): \(cap["score"]?.integer ?? 0)")
        }
    }
}
