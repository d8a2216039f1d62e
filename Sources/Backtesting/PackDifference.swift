import RuleEngine
public import RulePacks
public import SupervisionModel

/// Something that two packs, or their alerts, do not have alike.
public struct Difference: Hashable, Sendable {
    public enum Change: String, Sendable {
        case added, removed, changed
    }

    public let change: Change
    /// `rule`, `list`, `table` or `alert`.
    public let what: String
    public let name: String
    public let detail: String

    public var json: JSONValue {
        ["change": .string(change.rawValue), "detail": .string(detail), "name": .string(name), "what": .string(what)]
    }
}

/// What differs between the files of two packs.
public struct PackDifference {
    private let old: RulePack
    private let new: RulePack

    public init(old: RulePack, new: RulePack) {
        self.old = old
        self.new = new
    }

    /// Rules, lists and other files, in the order of their names.
    public var rules: [Difference] {
        var found = compare("rule", names(old), names(new))
        found += compare("list", lists(old), lists(new))
        found += compare("file", files(old), files(new))
        return found
    }

    /// Version of a rule and the bytes of its file: a change of either is a change.
    private func names(_ pack: RulePack) -> [(name: String, content: [UInt8])] {
        pack.rules.map { rule in
            let file = pack.files.files.first { $0.path.utf8.elementsEqual(rule.location.file.utf8) }
            return (rule.name, Array(rule.version.description.utf8) + (file?.bytes ?? []))
        }
    }

    private func lists(_ pack: RulePack) -> [(name: String, content: [UInt8])] {
        pack.lists.map { ($0.snapshot.id, $0.digest.bytes) }
    }

    /// What is neither a rule nor a list: manifest, vocabulary, tables, calendars.
    private func files(_ pack: RulePack) -> [(name: String, content: [UInt8])] {
        pack.files.files.filter { !$0.path.hasPrefix("rules/") && !$0.path.hasPrefix("lists/") }
            .map { ($0.path, $0.bytes) }
    }

    private func compare(
        _ what: String, _ old: [(name: String, content: [UInt8])], _ new: [(name: String, content: [UInt8])]
    ) -> [Difference] {
        var found: [Difference] = []
        for item in old where !new.contains(where: { $0.name == item.name }) {
            found.append(Difference(change: .removed, what: what, name: item.name, detail: ""))
        }
        for item in new {
            guard let before = old.first(where: { $0.name == item.name }) else {
                found.append(Difference(change: .added, what: what, name: item.name, detail: ""))
                continue
            }
            if before.content != item.content {
                found.append(Difference(change: .changed, what: what, name: item.name, detail: ""))
            }
        }
        return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}

/// What differs between the alerts of two backtests over the same events.
public enum AlertDifference {
    public static func between(_ old: [JSONValue], _ new: [JSONValue]) -> [Difference] {
        func standing(_ alerts: [JSONValue]) -> [(id: String, alert: JSONValue)] {
            alerts.compactMap { alert in
                guard alert["state"]?.string != "retracted", let id = alert["id"]?.string else { return nil }
                return (id, alert)
            }
        }
        let (before, after) = (standing(old), standing(new))
        let oldByID = Dictionary(before.map { ($0.id, $0.alert) }) { first, _ in first }
        let newByID = Dictionary(after.map { ($0.id, $0.alert) }) { first, _ in first }
        var found: [Difference] = []
        for (id, alert) in before where newByID[id] == nil { found.append(difference(.removed, alert)) }
        for (id, alert) in after {
            guard let known = oldByID[id] else {
                found.append(difference(.added, alert))
                continue
            }
            if ["severity", "values", "at", "marks"].contains(where: { known[$0] != alert[$0] }) {
                found.append(difference(.changed, alert))
            }
        }
        return found
    }

    private static func difference(_ change: Difference.Change, _ alert: JSONValue) -> Difference {
        let parts = ["subject", "at", "severity"].compactMap { alert[$0]?.string }
        return Difference(
            change: change, what: "alert", name: alert["rule"]?.string ?? "", detail: " " + parts.joined(separator: " ")
        )
    }
}
