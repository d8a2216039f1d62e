public import RuleEngine
import RulePacks
public import Supervision
import SupervisionModel

/// Loads recorded packs and lists with the loader that checked them when they were admitted.
public struct RulePackSource: PackSource {
    public init() {}

    public func rules(bundle: [UInt8]) throws -> RuleSet {
        try RulePack.ruleSet(admitted: bundle, entities: .ofEveryNetwork)
    }

    public func list(bundle: [UInt8]) throws -> RecordedList {
        let list = try ListBundle(bytes: bundle)
        return RecordedList(references: list.snapshot, tags: list.tags)
    }
}
