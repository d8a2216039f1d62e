import RuleEngine
import SupervisionModel

/// Reads `calendars/*.yaml`: which weekdays are holidays, and which weekend days are worked.
struct CalendarReader {
    let diagnostics: Diagnostics

    func read(_ file: SourceFile) -> WorkCalendar? {
        guard let root = YAMLDocument.read(file, into: diagnostics),
            var mapping = YAMLMapping(root, "a calendar", diagnostics)
        else { return nil }
        let before = diagnostics.errors.count
        let id = mapping.required("id").flatMap { diagnostics.identifier($0, "a calendar", further: "_") }
        _ = mapping.required("source").flatMap { diagnostics.text($0, "source") }
        let holidays = mapping.required("holidays").map { days($0, "holidays", areWeekend: false) } ?? []
        let weekends = mapping.required("workingWeekends").map { days($0, "workingWeekends", areWeekend: true) } ?? []
        mapping.finish()
        guard diagnostics.errors.count == before, let id else { return nil }
        return WorkCalendar(id: id, zone: .shanghai, holidays: holidays, workingWeekends: weekends)
    }

    private func days(_ node: YAMLNode, _ name: String, areWeekend: Bool) -> [Day] {
        (diagnostics.sequence(node, name) ?? []).compactMap { element in
            guard let text = diagnostics.text(element, "an element of \(name)") else { return nil }
            guard let day = Day(text: text) else {
                diagnostics.report(.badTime, at: element.location, [text])
                return nil
            }
            // A weekend day is no working day as it is, a weekday is one: listing it the other way round is a slip.
            if WorkCalendar.plain.isWorkingDay(day) == areWeekend {
                let what = areWeekend ? "a weekday, listed under \(name)" : "a weekend day, listed under \(name)"
                diagnostics.report(.calendarDay, at: element.location, [text, what])
            }
            return day
        }
    }
}
