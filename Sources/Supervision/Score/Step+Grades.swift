import IntegrityScore
import RuleEngine
import SupervisionModel

/// The published grade follows the score slowly, with notice before it falls (scoring.md D4).
extension Step {
    /// Sets `grade` to the published one and `gradeOfDay` to that of the bare score; adds `preview` while a fall is
    /// announced, and a result item that announces it.
    mutating func grade(
        _ subject: EntityRef, _ card: ScoreCard, on day: Day, isClosing: Bool, in document: inout JSONObject
    ) throws {
        let scale = ScoreModel.cis1.grades
        var history = try state[.grade(subject)].map { try Self.history($0) } ?? GradeHistory()
        let before = history.letter
        let change =
            isClosing
            ? history.advance(card, on: day, replyBy: try lastDayForReply(after: day, scale), scale: scale)
            : history.applyCap(card, scale: scale)
        try state.set(.grade(subject), to: history.json.encode())
        document.set("gradeOfDay", to: .string(card.grade.description))
        document.set("grade", to: .string(history.published(score: card.score, scale: scale).description))
        document["preview"] = history.preview.map {
            ["grade": .string($0.letter.rawValue), "replyBy": .string($0.replyBy.text)]
        }
        guard let word = Self.word(change) else { return }
        var payload: JSONObject = [
            "change": .string(word), "day": .string(day.text), "from": .string(before.rawValue),
            "subject": .string(supervisor.naming.text(of: subject)), "to": .string(history.letter.rawValue),
            "type": "score.graded",
        ]
        payload["preview"] = document["preview"]
        items.append(ResultItem(scope: .subject(subject), payload: .object(payload)))
    }

    private static func word(_ change: GradeHistory.Change) -> String? {
        switch change {
        case .none: nil
        case .rated: "rated"
        case .unrated: "unrated"
        case .raised: "raised"
        case .previewed: "previewed"
        case .previewWithdrawn: "previewWithdrawn"
        case .lowered: "lowered"
        case .capped: "capped"
        case .loweredAtOnce: "loweredAtOnce"
        }
    }

    private static func history(_ bytes: [UInt8]) throws -> GradeHistory {
        do {
            return try GradeHistory(try CanonicalJSON.decode(bytes, maximumBytes: 4096))
        } catch {
            throw SupervisionError(.badContent, "the stored history of a grade does not read: \(error)")
        }
    }

    /// The day of the preview is not counted (民法典, article 201).
    private func lastDayForReply(after day: Day, _ scale: GradeScale) throws -> Day {
        let calendar = core.pack == .zero ? WorkCalendar.plain : try supervisor.rules(core.pack).calendar
        var last = day
        var left = scale.replyWorkingDays
        while left > 0 {
            last = last.next
            if calendar.isWorkingDay(last) { left -= 1 }
        }
        return last
    }
}
