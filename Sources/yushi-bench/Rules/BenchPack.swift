import RulePacks

/// A rule pack for measuring: of every five rules two keep state, and events of a type concern as many rules as the pack
/// has rules for each type.
///
/// With 100 rules on 12 types an event is judged by 8 rules, of which 3 keep state.
struct BenchPack {
    static let eventTypes = 12

    let rules: Int

    static func eventType(_ index: Int) -> String { "x.bench.flow\(index)" }

    func load() throws -> RulePack {
        var files = [
            file("pack.yaml", "id: bench\nversion: 1.0.0\nengine: 2\nauthors: [bench]\napprovers: [review]\n"),
            file("vocabulary/bench.yaml", vocabulary),
        ]
        for index in 0..<rules {
            files.append(file("rules/B-\(index + 1).yaml", rule(index)))
        }
        return try RulePack.load(files: PackFiles(files))
    }

    private func file(_ path: String, _ text: String) -> PackFiles.File {
        PackFiles.File(path: path, bytes: Array(text.utf8))
    }

    private var vocabulary: String {
        var text = """
            groups:
              flow:
                account: entity
                counterparty: entity
                amount: money
                channel: string
                region: string
                isNew: bool
                note: int
            events:

            """
        for index in 0..<BenchPack.eventTypes {
            text += "  \(BenchPack.eventType(index)):\n    meaning: { zh: 测量, en: For measuring }\n    with: [flow]\n"
        }
        return text
    }

    // MARK: Rules

    private func rule(_ index: Int) -> String {
        let body =
            index % 5 < 2 ? BenchPack.keyed[(index / 5 * 2 + index % 5) % BenchPack.keyed.count] : stateless(index)
        let type = BenchPack.eventType(index % BenchPack.eventTypes)
        return """
            id: B-\(index + 1)
            version: 1.0
            title: { zh: 测量, en: For measuring }
            basis: [{ text: none, level: heuristic, status: advisory }]
            risk: { class: operational }
            cause: { technical: none }
            severity: low
            mode: live
            effective: { from: 2020-01-01 }
            scores: none
            on: \(type)
            \(body)
            subject: event.account
            message: { zh: "{subject}", en: "{subject}" }
            guidance: { zh: 测量, en: For measuring }
            tests:
            \(BenchPack.tests(type))
            """
    }

    /// What the loader asks of a rule; never run.
    private static func tests(_ type: String) -> String {
        let event = "{ \(type): { at: 2025-03-01T00:00Z, chain: a, height: 5, account: X } }"
        let removal = "{ remove: { chain: a, height: 5 } }"
        return """
              - { name: hit, events: [\(event)], expect: [{ subject: X }] }
              - { name: miss, events: [\(event)], expect: [] }
              - { name: boundary, events: [\(event)], expect: [] }
              - { name: removed, events: [\(event), \(removal)], expect: [{ subject: X, state: retracted }] }
            """
    }

    private func stateless(_ index: Int) -> String {
        // The first predicate of each type raises the alerts: one event in a thousand.
        let conditions = [
            "event.note == 7",
            #"event.amount.minor > 100000000 && event.channel == "CASH""#,
            #"event.region in ["AB", "BB", "CC", "DD"] && event.isNew"#,
        ]
        return "where: '\(conditions[index % 5 - 2])'"
    }

    /// Windows and aggregates as the shipped rules have them; none of them fires on the events of the workload.
    private static let keyed = [
        """
        key: event.account
        window: { sliding: 30d }
        let: { payments: count(), total: sum(event.amount.minor) }
        when: total >= 100000000000 && payments > 2
        """,
        """
        key: event.account
        where: event.amount.minor > 1000
        window: { sliding: 24h }
        let: { payees: distinct(event.counterparty) }
        when: payees >= 100000
        """,
        """
        key: '[event.account, event.channel]'
        window: { calendar: day }
        let: { total: sum(event.amount.minor) }
        when: total >= 100000000000
        """,
        """
        key: event.account
        window: { last: 20 }
        let: { usual: mean(event.amount.minor), newest: last(event.amount.minor) }
        when: newest > usual && newest > 100000000000
        """,
        """
        key: event.counterparty
        window: { sliding: 7d }
        let: { largest: max(event.amount.minor), payments: count() }
        when: largest > 100000000000
        """,
    ]
}
