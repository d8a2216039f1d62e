import RuleEngine
import TransparencyLog

/// What packs that extend each other set of each other's rules (RULES.md, "Packs inherit").
enum PackInheritance {
    /// What is set for the rules of one level: by its own manifest first, then by those that extend it.
    static func overrides(of index: Int, in levels: [PackLevel]) -> ParameterOverrides {
        ParameterOverrides(
            layers: levels[...index].reversed().enumerated().map { distance, level in
                ParameterOverrides.Layer(
                    rules: level.manifest.parameters, relaxations: distance == 0 ? [] : level.manifest.relaxations,
                    isOwn: distance == 0)
            })
    }

    /// Reports parameters and relaxations for rules that are not there.
    static func checkRules(_ levels: [PackLevel], _ rules: [Rule], _ diagnostics: Diagnostics) {
        for (index, level) in levels.enumerated() {
            let known = rules.filter { rule in levels[index...].contains { isOf(rule, $0) } }
            func check(_ name: String, at location: SourceLocation, among rules: [Rule], acceptsID: Bool) {
                let isKnown = rules.contains {
                    $0.name.utf8.elementsEqual(name.utf8) || acceptsID && $0.id.utf8.elementsEqual(name.utf8)
                }
                if isKnown { return }
                diagnostics.report(
                    .unknownRule, at: location, [name],
                    suggestion: SpellingSuggestion.nearest(to: name, among: rules.map(\.name)))
            }
            for rule in level.manifest.parameters {
                check(rule.id, at: rule.location, among: known, acceptsID: false)
            }
            let inherited = known.filter { !isOf($0, level) }
            for relaxation in level.manifest.relaxations {
                check(relaxation.rule, at: relaxation.location, among: inherited, acceptsID: true)
            }
        }
    }

    /// Whether a rule is of that pack itself.
    static func isOf(_ rule: Rule, _ level: PackLevel) -> Bool {
        rule.location.file.hasPrefix(level.prefix)
            && !rule.location.file.hasPrefix(level.prefix + PackSources.parentFolder)
    }

    /// The keys with which leave to loosen must be signed.
    static func authorities(of level: PackLevel, among levels: [PackLevel]) -> [VerifierKey] {
        let above = levels.filter { $0.prefix.utf8.count > level.prefix.utf8.count }
        let named = above.flatMap { $0.manifest.authorities ?? [] }
        return level.manifest.relaxations.compactMap { relaxation in
            named.first { $0.name.utf8.elementsEqual(relaxation.authority.utf8) }?.key
        }
    }
}

extension PackLoader {
    /// A definition of the pack that is extended is used as it is; another one has another name.
    func checkDefinitions(_ levels: [PackLevel]) {
        var known: [Definition] = []
        for definition in levels.reversed().flatMap(\.manifest.definitions) {
            if let other = known.first(where: { $0.name.utf8.elementsEqual(definition.name.utf8) }) {
                diagnostics.report(
                    .duplicateID, at: definition.location,
                    ["the definition", definition.name, other.location.description])
            } else {
                known.append(definition)
            }
        }
    }

    /// Leave to loosen comes from an authority of the packs above.
    func checkInheritance(_ levels: [PackLevel]) {
        for (index, level) in levels.enumerated() {
            let named = levels[(index + 1)...].flatMap { $0.manifest.authorities ?? [] }.map(\.name)
            for relaxation in level.manifest.relaxations
            where !named.contains(where: { $0.utf8.elementsEqual(relaxation.authority.utf8) }) {
                diagnostics.report(
                    .noAuthority, at: relaxation.authorityLocation,
                    [relaxation.authority, named.joined(separator: ", ")],
                    suggestion: SpellingSuggestion.nearest(to: relaxation.authority, among: named))
            }
        }
    }
}
