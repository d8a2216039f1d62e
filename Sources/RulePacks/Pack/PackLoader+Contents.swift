import RuleEngine
import SupervisionModel

/// What rules speak of: vocabulary, lists, tables, the calendar. What a pack extends comes first.
extension PackLoader {
    func readVocabulary(_ levels: [PackLevel]) -> Vocabulary {
        var reader = VocabularyReader(diagnostics: diagnostics)
        for level in levels.reversed() {
            for file in level.sources.files(.vocabulary) { reader.read(file) }
        }
        return Vocabulary(extensions: reader.types)
    }

    func readLists(_ levels: [PackLevel]) -> [ListBundle] {
        let reader = ListReader(diagnostics: diagnostics, entities: entities)
        var lists: [ListBundle] = []
        var places: [(id: String, path: String)] = []
        for file in levels.reversed().flatMap({ $0.sources.files(.list) }) {
            guard let list = reader.read(file) else { continue }
            if let place = places.first(where: { $0.id.utf8.elementsEqual(list.id.utf8) }) {
                diagnostics.report(
                    .duplicateID, at: file.location(line: 1, column: 1), ["the list", list.id, place.path])
                continue
            }
            places.append((list.id, file.path))
            lists.append(ListBundle(list))
        }
        return lists.sorted { $0.snapshot.id.utf8.lexicographicallyPrecedes($1.snapshot.id.utf8) }
    }

    func readTables(_ levels: [PackLevel], _ expressions: ExpressionReader) -> [TableDefinition] {
        let reader = TableReader(expressions: expressions, entities: entities)
        var tables: [TableDefinition] = []
        for file in levels.reversed().flatMap({ $0.sources.files(.table) }) {
            guard let table = reader.read(file) else { continue }
            if let other = tables.first(where: { $0.id.utf8.elementsEqual(table.id.utf8) }) {
                diagnostics.report(
                    .duplicateID, at: table.location, ["the table", table.id, other.location.description])
                continue
            }
            tables.append(table)
        }
        return tables
    }

    /// The working days that terms count; a pack has one calendar.
    func readCalendar(_ levels: [PackLevel]) -> WorkCalendar {
        var calendar: WorkCalendar?
        var path = ""
        for file in levels.reversed().flatMap({ $0.sources.files(.calendar) }) {
            guard let read = CalendarReader(diagnostics: diagnostics).read(file) else { continue }
            if let calendar {
                let start = file.location(line: 1, column: 1)
                diagnostics.report(.duplicateID, at: start, ["the calendar", calendar.id, path])
            }
            calendar = read
            path = file.path
        }
        return calendar ?? .plain
    }
}
