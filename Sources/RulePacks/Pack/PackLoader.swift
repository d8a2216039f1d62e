import RuleEngine
import SupervisionModel

/// Reads the files of a pack in their order: manifest, vocabulary, lists, rules with tests; then plans the rules.
struct PackLoader {
    private let entities: EntityReader
    private let diagnostics = Diagnostics()

    init(entities: EntityReader) { self.entities = entities }

    private enum Kind {
        case manifest, vocabulary, rule, list, table, calendar, unexpected
    }

    func load(_ files: PackFiles) throws(LoadFailure) -> RulePack {
        let sources = sort(files)
        let reader = readManifest(sources)
        let definitions = DefinitionExpander(reader?.definitions ?? [], diagnostics)
        let expressions = ExpressionReader(diagnostics: diagnostics, definitions: definitions)
        let beforeVocabulary = diagnostics.errors.count
        let vocabulary = readVocabulary(sources)
        let vocabularyIsWhole = diagnostics.errors.count == beforeVocabulary
        let lists = readLists(sources)
        let tables = readTables(sources, expressions)
        let calendar = readCalendar(sources)
        let overrides = reader?.overrides ?? ParameterOverrides()
        let (rules, tests) = readRules(sources, overrides, expressions, vocabularyIsWhole ? vocabulary : nil)
        try diagnostics.failIfAny()
        // A file that gave neither a rule nor an error would be a rule silently lost.
        guard rules.count == sources.count(where: { $0.kind == .rule }) else {
            let place = SourceLocation(file: "rules", line: 1, column: 1)
            throw LoadFailure([LoadError(.unreadable, at: place, ["a rule file gave no rule"])])
        }
        let names = lists.map(\.snapshot.id)
        let ruleSet: RuleSet
        do throws(PlanErrors) {
            ruleSet = try RuleSet(
                rules: rules, vocabulary: vocabulary, listNames: names, tables: tables, calendar: calendar)
        } catch {
            PlanErrorReport(diagnostics: diagnostics, vocabulary: vocabulary).report(error)
            throw LoadFailure(diagnostics.errors)
        }
        guard let manifest = reader?.manifest else { throw LoadFailure(diagnostics.errors) }
        let bundle = try files.bundle()
        return RulePack(
            manifest: manifest, digest: PackFiles.digest(of: bundle), bundle: bundle, vocabulary: vocabulary,
            rules: rules, ruleSet: ruleSet, lists: lists, tests: tests, files: files)
    }

    // MARK: Files

    private func sort(_ files: PackFiles) -> [(kind: Kind, file: SourceFile)] {
        var sources: [(kind: Kind, file: SourceFile)] = []
        for file in files.files {
            let start = SourceLocation(file: file.path, line: 1, column: 1)
            let kind = PackLoader.kind(of: file.path)
            switch kind {
            case .unexpected:
                let expected =
                    "pack.yaml, vocabulary/*.yaml, rules/**.yaml, lists/*.yaml, lists/*.json, tables/*.yaml, calendars/*.yaml"
                diagnostics.report(.unexpectedFile, at: start, [expected])
            default:
                if let source = SourceFile.decode(file.bytes, path: file.path, into: diagnostics) {
                    sources.append((kind, source))
                }
            }
        }
        return sources
    }

    private static func kind(of path: String) -> Kind {
        let parts = path.split(separator: "/").map(String.init)
        let isYAML = path.hasSuffix(".yaml")
        switch parts.first {
        case PackManifestReader.path? where parts.count == 1: return .manifest
        case "vocabulary"? where parts.count == 2 && isYAML: return .vocabulary
        case "rules"? where parts.count >= 2 && isYAML: return .rule
        case "lists"? where parts.count == 2 && (isYAML || path.hasSuffix(".json")): return .list
        case "tables"? where parts.count == 2 && isYAML: return .table
        case "calendars"? where parts.count == 2 && isYAML: return .calendar
        default: return .unexpected
        }
    }

    private func readManifest(
        _ sources: [(kind: Kind, file: SourceFile)]
    ) -> PackManifestReader? {
        guard let source = sources.first(where: { $0.kind == .manifest }) else {
            let place = SourceLocation(file: PackManifestReader.path, line: 1, column: 1)
            let isReported = diagnostics.errors.contains { $0.location.file == PackManifestReader.path }
            if !isReported { diagnostics.report(.noManifest, at: place) }
            return nil
        }
        var reader = PackManifestReader(diagnostics: diagnostics)
        reader.read(source.file)
        return reader
    }

    private func readVocabulary(_ sources: [(kind: Kind, file: SourceFile)]) -> Vocabulary {
        var reader = VocabularyReader(diagnostics: diagnostics)
        for source in sources where source.kind == .vocabulary { reader.read(source.file) }
        return Vocabulary(extensions: reader.types)
    }

    private func readLists(_ sources: [(kind: Kind, file: SourceFile)]) -> [ListBundle] {
        let reader = ListReader(diagnostics: diagnostics, entities: entities)
        var lists: [ListBundle] = []
        var places: [(id: String, path: String)] = []
        for source in sources where source.kind == .list {
            guard let list = reader.read(source.file) else { continue }
            if let place = places.first(where: { $0.id.utf8.elementsEqual(list.id.utf8) }) {
                let start = source.file.location(line: 1, column: 1)
                diagnostics.report(.duplicateID, at: start, ["the list", list.id, place.path])
                continue
            }
            places.append((list.id, source.file.path))
            lists.append(ListBundle(list))
        }
        return lists.sorted { $0.snapshot.id.utf8.lexicographicallyPrecedes($1.snapshot.id.utf8) }
    }

    private func readTables(
        _ sources: [(kind: Kind, file: SourceFile)], _ expressions: ExpressionReader
    ) -> [TableDefinition] {
        let reader = TableReader(expressions: expressions, entities: entities)
        var tables: [TableDefinition] = []
        for source in sources where source.kind == .table {
            guard let table = reader.read(source.file) else { continue }
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
    private func readCalendar(_ sources: [(kind: Kind, file: SourceFile)]) -> WorkCalendar {
        var calendar: WorkCalendar?
        for source in sources where source.kind == .calendar {
            guard let read = CalendarReader(diagnostics: diagnostics).read(source.file) else { continue }
            if let calendar {
                let start = source.file.location(line: 1, column: 1)
                diagnostics.report(.duplicateID, at: start, ["the calendar", calendar.id, "another file"])
            }
            calendar = read
        }
        return calendar ?? .plain
    }

    /// - Parameter vocabulary: `nil` when it could not be read whole; what speaks of events is not judged then.
    private func readRules(
        _ sources: [(kind: Kind, file: SourceFile)], _ overrides: ParameterOverrides, _ expressions: ExpressionReader,
        _ vocabulary: Vocabulary?
    ) -> (rules: [Rule], tests: [RuleTest]) {
        var rules: [Rule] = []
        var tests: [RuleTest] = []
        var hasFailures = false
        for source in sources where source.kind == .rule {
            var reader = RuleReader(file: source.file, expressions: expressions, overrides: overrides)
            guard let rule = reader.read() else {
                hasFailures = true
                continue
            }
            if let other = rules.first(where: { $0.name.utf8.elementsEqual(rule.name.utf8) }) {
                diagnostics.report(
                    .duplicateID, at: rule.location, ["the rule", rule.name, other.location.description])
                continue
            }
            rules.append(rule)
            guard let vocabulary else { continue }
            checkTypes(rule, vocabulary)
            let testReader = RuleTestReader(
                rule: rule, vocabulary: vocabulary, entities: entities, diagnostics: diagnostics)
            tests += testReader.read(reader.testNodes, at: rule.location)
        }
        // A rule that could not be read may be the one that is meant.
        if !hasFailures {
            overrides.checkRules(rules.map(\.name), diagnostics)
            checkAbsorbs(rules)
            expressions.definitions.reportUnused { _ in true }
        }
        return (rules, tests)
    }

    private func checkTypes(_ rule: Rule, _ vocabulary: Vocabulary) {
        let triggers = rule.triggers + [rule.absence?.trigger].compactMap(\.self)
        for trigger in triggers where vocabulary.index(of: trigger.eventType) == nil {
            diagnostics.report(
                .unknownEventType, at: trigger.location, [trigger.eventType],
                suggestion: SpellingSuggestion.nearest(to: trigger.eventType, among: vocabulary.types.map(\.name)))
        }
    }

    private func checkAbsorbs(_ rules: [Rule]) {
        let ids = rules.map(\.id)
        for rule in rules {
            for id in rule.absorbs where !ids.contains(where: { $0.utf8.elementsEqual(id.utf8) }) {
                diagnostics.report(
                    .unknownRule, at: rule.location, [id], suggestion: SpellingSuggestion.nearest(to: id, among: ids))
            }
        }
    }
}
