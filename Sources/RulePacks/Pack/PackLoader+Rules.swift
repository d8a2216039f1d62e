import RuleEngine
import SupervisionModel

/// Rules with their tests, and exceptions from them.
extension PackLoader {
    /// - Parameter vocabulary: `nil` when it could not be read whole; what speaks of events is not judged then.
    func readRules(_ levels: [PackLevel], _ expressions: ExpressionReader, _ vocabulary: Vocabulary?) -> LoadedRules {
        var loaded = LoadedRules()
        var off: [Rule] = []
        var files = 0
        for index in levels.indices.reversed() {
            let overrides = PackInheritance.overrides(of: index, in: levels)
            for file in levels[index].sources.files(.rule) {
                files += 1
                var reader = RuleReader(file: file, expressions: expressions, overrides: overrides)
                guard let rule = reader.read() else {
                    loaded.hasFailures = true
                    continue
                }
                if let other = (loaded.rules + off).first(where: { $0.name.utf8.elementsEqual(rule.name.utf8) }) {
                    diagnostics.report(
                        .duplicateID, at: rule.location, ["the rule", rule.name, other.location.description])
                    continue
                }
                checkAuthority(rule, levels)
                checkCost(rule)
                if overrides.layers.contains(where: { $0.relaxations.contains { $0.isOff && $0.names(rule) } }) {
                    off.append(rule)
                    continue
                }
                loaded.rules.append(rule)
                guard let vocabulary else { continue }
                checkTypes(rule, vocabulary)
                guard readsTests else { continue }
                let testReader = RuleTestReader(
                    rule: rule, vocabulary: vocabulary, entities: entities, diagnostics: diagnostics)
                let tests = testReader.read(reader.testNodes, at: rule.location)
                if overrides.changes(id: rule.id, rule: rule.name) {
                    loaded.inheritedTests += tests
                } else {
                    loaded.tests += tests
                }
            }
        }
        loaded.off = off.flatMap { [$0.id, $0.name] }
        loaded.isComplete = loaded.rules.count + off.count == files
        // A rule that could not be read may be the one that is meant.
        if !loaded.hasFailures {
            PackInheritance.checkRules(levels, loaded.rules + off, diagnostics)
            checkAbsorbs(loaded)
            let own = levels[0].prefix + PackManifestReader.path
            expressions.definitions.reportUnused { $0.location.file.utf8.elementsEqual(own.utf8) }
        }
        return loaded
    }

    private func checkTypes(_ rule: Rule, _ vocabulary: Vocabulary) {
        let triggers = rule.triggers + [rule.absence?.trigger].compactMap(\.self)
        for trigger in triggers where vocabulary.index(of: trigger.eventType) == nil {
            diagnostics.report(
                .unknownEventType, at: trigger.location, [trigger.eventType],
                suggestion: SpellingSuggestion.nearest(to: trigger.eventType, among: vocabulary.types.map(\.name)))
        }
    }

    /// A condition that could only ever be inconclusive is refused.
    private func checkCost(_ rule: Rule) {
        let cost = ExpressionCost(rule.window)
        for expression in rule.expressions {
            let (steps, offset) = cost.steps(of: expression)
            guard steps > ExpressionCost.limit else { continue }
            diagnostics.report(
                .costOverBudget, at: diagnostics.place(in: expression, offset: offset),
                ["\(steps)", "\(ExpressionCost.limit)"])
        }
    }

    /// Who may act on a rule is one of those whom the packs name, where they name any.
    private func checkAuthority(_ rule: Rule, _ levels: [PackLevel]) {
        let named = levels.compactMap(\.manifest.authorities).flatMap(\.self).map(\.name)
        guard let authority = rule.profile.authority, levels.contains(where: { $0.manifest.authorities != nil }),
            !named.contains(where: { $0.utf8.elementsEqual(authority.utf8) })
        else { return }
        diagnostics.report(
            .unknownAuthority, at: rule.location, [authority],
            suggestion: SpellingSuggestion.nearest(to: authority, among: named))
    }

    private func checkAbsorbs(_ loaded: LoadedRules) {
        let ids = loaded.rules.map(\.id)
        for rule in loaded.rules {
            for id in rule.absorbs {
                if id.utf8.elementsEqual(rule.id.utf8) {
                    diagnostics.report(.combination, at: rule.location, ["a rule cannot absorb itself"])
                } else if !(ids + loaded.off).contains(where: { $0.utf8.elementsEqual(id.utf8) }) {
                    diagnostics.report(
                        .unknownRule, at: rule.location, [id],
                        suggestion: SpellingSuggestion.nearest(to: id, among: ids))
                }
            }
        }
    }

    // MARK: Exceptions

    /// - Returns: their tests.
    func readExceptions(_ levels: [PackLevel], _ loaded: inout LoadedRules, _ vocabulary: Vocabulary?) -> [RuleTest] {
        guard let vocabulary, !loaded.hasFailures else { return [] }
        var tests: [RuleTest] = []
        for index in levels.indices.reversed() {
            var reader = ExceptionReader(
                diagnostics: diagnostics, entities: entities, vocabulary: vocabulary, rules: loaded.rules,
                isInherited: { !PackInheritance.isOf($0, levels[index]) },
                authorities: levels[(index + 1)...].flatMap { $0.manifest.authorities ?? [] })
            for file in levels[index].sources.files(.exception) {
                guard let (exception, own) = reader.read(file) else { continue }
                if loaded.exceptions.contains(where: { $0.id.utf8.elementsEqual(exception.id.utf8) }) {
                    diagnostics.report(
                        .duplicateID, at: file.location(line: 1, column: 1),
                        ["the exception", exception.id, "another file"])
                    continue
                }
                loaded.exceptions.append(exception)
                tests += own
            }
            loaded.leaves += reader.leaves.compactMap(\.key)
        }
        return tests
    }
}
