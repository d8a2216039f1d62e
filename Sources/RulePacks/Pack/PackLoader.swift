import RuleEngine
import SupervisionModel
import TransparencyLog

/// Reads the files of a pack in their order: manifests, vocabulary, lists, rules with tests, exceptions; then plans the
/// rules. A pack that extends another one is read together with it.
struct PackLoader {
    let entities: EntityReader
    let diagnostics = Diagnostics()
    /// Stands before paths in messages: `parent/` for the pack that another one extends.
    private let prefix: String
    /// Whether tests are read; they were when the pack was admitted, and a running node has no use for them.
    let readsTests: Bool

    init(entities: EntityReader, prefix: String = "", readsTests: Bool = true) {
        self.entities = entities
        self.prefix = prefix
        self.readsTests = readsTests
    }

    func load(_ files: PackFiles) throws(LoadFailure) -> RulePack {
        let levels = PackLevel.line(files, prefix: prefix, diagnostics: diagnostics)
        // What is inherited must be a pack by itself. It is read again with what this pack sets.
        var ancestors: [RulePack] = []
        if levels.count > 1 {
            ancestors = [
                try PackLoader(
                    entities: entities, prefix: prefix + PackSources.parentFolder, readsTests: readsTests
                ).load(levels[1].files)
            ]
        }
        let definitions = DefinitionExpander(
            levels.reversed().flatMap(\.manifest.definitions), unreadable: levels.flatMap(\.manifest.unreadable),
            diagnostics)
        checkDefinitions(levels)
        let expressions = ExpressionReader(diagnostics: diagnostics, definitions: definitions)
        let beforeVocabulary = diagnostics.errors.count
        let vocabulary = readVocabulary(levels)
        let vocabularyIsWhole = diagnostics.errors.count == beforeVocabulary
        let lists = readLists(levels)
        let tables = readTables(levels, expressions)
        let calendar = readCalendar(levels)
        var rules = readRules(levels, expressions, vocabularyIsWhole ? vocabulary : nil)
        checkInheritance(levels)
        rules.tests += readExceptions(levels, &rules, vocabularyIsWhole ? vocabulary : nil)
        try diagnostics.failIfAny()
        guard rules.isComplete else {
            let place = SourceLocation(file: "rules", line: 1, column: 1)
            throw LoadFailure([LoadError(.unreadable, at: place, ["a rule file gave no rule"])])
        }
        let ruleSet: RuleSet
        do throws(PlanErrors) {
            ruleSet = try RuleSet(
                rules: rules.rules, vocabulary: vocabulary, listNames: lists.map(\.snapshot.id), tables: tables,
                calendar: calendar, exceptions: rules.exceptions)
        } catch {
            PlanErrorReport(
                diagnostics: diagnostics, vocabulary: vocabulary, rules: rules.rules,
                lists: lists.map(\.snapshot.id), tables: tables.map(\.id)
            ).report(error)
            throw LoadFailure(diagnostics.errors)
        }
        guard let manifest = levels[0].manifest.manifest else { throw LoadFailure(diagnostics.errors) }
        let bundle = try files.bundle()
        return RulePack(
            manifest: manifest, digest: PackFiles.digest(of: bundle), bundle: bundle, vocabulary: vocabulary,
            rules: rules.rules, ruleSet: ruleSet, lists: lists, tests: rules.tests, files: files,
            ancestors: ancestors, inheritedTests: rules.inheritedTests,
            loosenedBy: levels.flatMap { PackInheritance.authorities(of: $0, among: levels) } + rules.leaves)
    }
}

/// The rules of a pack and of those that it extends.
struct LoadedRules {
    var rules: [Rule] = []
    var tests: [RuleTest] = []
    /// Tests of inherited rules that this pack sets differently: they say what the rule does with its parent's values.
    var inheritedTests: [RuleTest] = []
    var exceptions: [RuleException] = []
    /// Ids and names of inherited rules that are switched off.
    var off: [String] = []
    /// Keys of authorities who must have signed that something inherited is muted.
    var leaves: [VerifierKey] = []
    /// Whether some file gave no rule.
    var hasFailures = false
    /// A file that gave neither a rule nor an error would be a rule silently lost.
    var isComplete = true
}
