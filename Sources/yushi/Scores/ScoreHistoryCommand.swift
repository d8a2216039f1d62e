import ArgumentParser
import Persistence
import SupervisionModel
import YushiNode

/// `yushi score history`: the published scores of a subject, day by day.
struct ScoreHistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "The published scores of a subject, day by day. 查看某主体历次发布的评分。",
        discussion: """
              yushi score history operator:scf-1 --store node
            """)

    @Argument(help: "The subject.")
    var subject: String

    @Option(help: "Directory of the store or of the node.")
    var store = "."

    @Option(help: "The newest so many days.")
    var limit = 400

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() throws {
        let opened = try NodeStore.open(at: store, for: .reading)
        let rows = try PublishedScores.history(of: subject, in: opened, limit: limit)
        guard !rows.isEmpty else {
            throw CommandFailure.badInput(
                Language.text("no score of \"\(subject)\" has been published", "尚未发布 \"\(subject)\" 的评分"))
        }
        for row in rows.reversed() {
            if json {
                StandardOutput.write(row.value)
            } else {
                let value = row.value
                StandardOutput.write(
                    "\(value["day"]?.string ?? "")  \(value["score"]?.integer ?? 0)  \(value["grade"]?.string ?? "")  \(value["model"]?.string ?? "")"
                )
            }
        }
    }
}

/// Published scores in a store.
enum PublishedScores {
    /// The newest first.
    static func history(of subject: String, in store: Store, limit: Int) throws -> [Projections.Row] {
        try store.projections.list(
            "scoreDay", filters: [Projections.Filter(member: "subject", is: subject)], newestFirst: true, limit: limit)
    }

    /// How the score has moved over 30 and 90 days: `{"days30"?,"days90"?}`; a figure is left out where the subject had
    /// no score so long ago.
    static func trend(_ rows: [Projections.Row]) -> JSONObject {
        var trend: JSONObject = [:]
        guard let newest = rows.first, let score = newest.value["score"]?.integer else { return trend }
        for days in [30, 90] as [Int64] {
            // The last one that is at least so old.
            guard let old = rows.first(where: { newest.order - $0.order >= days }),
                let before = old.value["score"]?.integer
            else { continue }
            trend.set("days\(days)", to: .integer(score - before))
        }
        return trend
    }
}
