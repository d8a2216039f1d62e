import Backtesting
import ChainFormats
import RulePacks
import SupervisionModel
import Testing

/// Values of windows that are kept up to date, against the same rule written so that it looks at every event anew, and
/// against sums made in the plainest way.
@Suite struct WindowValueTests {
    private static let vocabulary = """
        events:
          trade.executed:
            fields: { asset: string, buyer: entity, seller: entity, qty: int }
        """

    private static func rule(_ id: String, _ body: String) -> String {
        """
        id: \(id)
        version: 1.0
        title: { zh: 测试, en: Test }
        basis:
          - { text: 测试, level: heuristic, status: advisory }
        risk: { class: market }
        severity: low
        mode: live
        effective: { from: 2025-01-01 }
        scores: none
        on: trade.executed
        key: event.asset
        window: { sliding: 72h }
        \(body)
        rearm: always
        subject: event.buyer
        message: { zh: "{subject}", en: "{subject}" }
        guidance: { zh: 请核对, en: Check it }
        tests:
        \((1...2).map { number in """
              - name: number \(number)
                events: [{ trade.executed: { at: 2025-03-0\(number)T00:00Z, chain: a, asset: X, buyer: B, seller: S, qty: \(number) } }]
                expect: [{ subject: B }]
            """ }.joined(separator: "\n"))
          - name: nothing happens
            events: [{ tick: 2025-03-09T00:00Z }]
            expect: []
          - name: taken back
            events:
              - trade.executed: { at: 2025-03-03T00:00Z, chain: a, height: 4, asset: X, buyer: B, seller: S, qty: 1 }
              - remove: { chain: a, height: 4 }
            expect: [{ subject: B, state: retracted }]
        """
    }

    /// Quantities by which one trade is compared with the newest one, in both ways of writing it.
    private static func compared(_ filters: [(String, String)], isNegated: Bool) -> String {
        var lines = ["let:", "  who: last(event.buyer)", "  latest: last(event.ruleTime)", "  amount: last(event.qty)"]
        for (index, filter) in filters.enumerated() {
            let text = isNegated ? "!(\(filter.1))" : filter.0
            lines.append("  count\(index): 'count(where \(text))'")
            lines.append("  sum\(index): 'sum(event.qty where \(text))'")
            lines.append("  payees\(index): 'distinct(event.seller where \(text))'")
            lines.append("  first\(index): 'first(event.qty where \(text))'")
        }
        return (lines + ["when: count0 >= 0"]).joined(separator: "\n")
    }

    private static let filters: [(String, String)] = [
        ("event.buyer == who", "event.buyer != who"), ("event.buyer != who", "event.buyer == who"),
        ("event.ruleTime > latest - duration(\"10h\")", "event.ruleTime <= latest - duration(\"10h\")"),
        ("event.qty <= amount && event.seller != who", "event.qty > amount || event.seller == who"),
        (
            "event.qty < amount && event.ruleTime >= latest - duration(\"24h\")",
            "event.qty >= amount || event.ruleTime < latest - duration(\"24h\")"
        ),
    ]

    private func pack(_ rules: [String]) throws -> RulePack {
        let manifest = "id: test\nversion: 1.0.0\nengine: 1\nauthors: [one]\napprovers: [other]\n"
        return try RulePack.load(
            files: try PackFiles(
                [
                    PackFiles.File(path: "pack.yaml", bytes: Array(manifest.utf8)),
                    PackFiles.File(path: "vocabulary/trades.yaml", bytes: Array(Self.vocabulary.utf8)),
                ]
                    + rules.enumerated().map {
                        PackFiles.File(path: "rules/market/MKT-9\($0.offset).yaml", bytes: Array($0.element.utf8))
                    }))
    }

    private struct Trade {
        let hour: Int
        let buyer: Int
        let quantity: Int
        let asset: Int
    }

    private func trades(seed: UInt64) -> [Trade] {
        var generator = SplitMix64(state: seed)
        var hour = 0
        return (0..<160).map { _ in
            hour += Int.random(in: 1...9, using: &generator)
            return Trade(
                hour: hour, buyer: Int.random(in: 0..<4, using: &generator),
                quantity: Int.random(in: 1...50, using: &generator), asset: Int.random(in: 0..<2, using: &generator))
        }
    }

    private func steps(_ trades: [Trade], _ pack: RulePack) throws -> [EventStep] {
        let lines = trades.map { trade in
            let day = trade.hour / 24
            let date = day < 31 ? "2025-03-\(Self.two(day + 1))" : "2025-04-\(Self.two(day - 30))"
            return """
                {"type":"trade.executed","chain":"a","time":"\(date)T\(Self.two(trade.hour % 24)):00:00Z",\
                "asset":"A\(trade.asset)","buyer":"P\(trade.buyer)","seller":"P\((trade.buyer + 1 + trade.quantity % 3) % 4)",\
                "qty":\(trade.quantity)}
                """
        }
        return try EventFile.read(
            Array(lines.joined(separator: "\n").utf8), path: "events.jsonl", vocabulary: pack.vocabulary,
            entities: EntityReader())
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    @Test(arguments: UInt64(1)...4)
    func comparisonsSayWhatLookingAtEveryEventSays(seed: UInt64) throws {
        let pack = try pack([
            Self.rule("MKT-90", Self.compared(Self.filters, isNegated: false)),
            Self.rule("MKT-91", Self.compared(Self.filters, isNegated: true)),
        ])
        let backtest = Backtest(pack: pack, naming: AddressNaming())
        let trades = trades(seed: seed)
        for shuffle in [nil, 9] as [UInt64?] {
            let alerts = try backtest.run(try steps(trades, pack), shuffle: shuffle).map(backtest.json)
            let kept = alerts.filter { $0["rule"] == "MKT-90" }.map { $0["values"] }
            let anew = alerts.filter { $0["rule"] == "MKT-91" }.map { $0["values"] }
            #expect(kept.count == trades.count)
            #expect(kept == anew)
            // No filter lets through everything or nothing.
            for index in Self.filters.indices {
                let counts = kept.compactMap { $0?["count\(index)"]?.integer }
                #expect(Set(counts).count > 3)
            }
        }
    }

    @Test(arguments: UInt64(1)...4)
    func seriesSayWhatTheirEventsSay(seed: UInt64) throws {
        let body = """
            series:
              spread:
                by: day
                let: { low: min(event.qty), high: max(event.qty), total: sum(event.qty), trades: count() }
                value: (high - low) * 1000000 + total * 1000 + trades
                fill: "0"
            let: { spread: series.spread.sum(), days: series.spread.size() }
            when: days > 0
            """
        let pack = try pack([Self.rule("MKT-90", body)])
        let backtest = Backtest(pack: pack, naming: AddressNaming())
        let trades = trades(seed: seed)
        for shuffle in [nil, 9] as [UInt64?] {
            let alerts = try backtest.run(try steps(trades, pack), shuffle: shuffle).map(backtest.json)
            let found = alerts.map { [$0["values"]?["spread"]?.integer, $0["values"]?["days"]?.integer] }
            #expect(found == trades.indices.map { reference(trades, $0) })
        }
    }

    /// The spread of the days of a window that ends with a trade, and how many days it touches. A day begins at midnight in
    /// Shanghai, eight hours before that of UTC.
    private func reference(_ trades: [Trade], _ last: Int) -> [Int64?] {
        let window = trades[...last].filter { $0.asset == trades[last].asset && $0.hour > trades[last].hour - 72 }
        func day(_ trade: Trade) -> Int { (trade.hour + 8) / 24 }
        var spread = 0
        for number in Set(window.map(day)) {
            let quantities = window.filter { day($0) == number }.map(\.quantity)
            let (low, high) = (quantities.min() ?? 0, quantities.max() ?? 0)
            spread += (high - low) * 1_000_000 + quantities.reduce(0, +) * 1_000 + quantities.count
        }
        let days = (window.map(day).max() ?? 0) - (window.map(day).min() ?? 0) + 1
        return [Int64(spread), Int64(days)]
    }
}
