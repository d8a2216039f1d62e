import RulePacks
import Simulation
import SupervisionModel

/// Reads a scenario from the nodes of its file; reports whatever does not fit.
struct ScenarioReader {
    let diagnostics: Diagnostics

    /// `nil` after an error was reported.
    func scenario(_ root: YAMLNode) -> Scenario? {
        guard var mapping = YAMLMapping(root, "a scenario", diagnostics) else { return nil }
        let id = mapping.required("id").flatMap { diagnostics.identifier($0, "a scenario") }
        let firstDay = mapping.required("firstDay").flatMap { day($0) }
        let months = mapping.required("months").flatMap { number($0, "months", 1...12) }
        let chains = mapping.required("chains").flatMap { self.chains($0) }
        let population = mapping.optional("population").map { self.population($0) }
        let activity = mapping.optional("activity").map { self.activity($0) }
        let faults = mapping.optional("faults").map { self.faults($0) }
        let rounds = mapping.optional("rounds").flatMap { number($0, "rounds", 0...100) }
        let rules = mapping.optional("rules").flatMap { self.rules($0) }
        mapping.finish()
        guard let id, let firstDay, let months, let chains else { return nil }
        var scenario = Scenario(name: id, firstDay: firstDay, months: months, chains: chains)
        if let population { scenario.population = population }
        if let activity { scenario.activity = activity }
        if let faults { scenario.faults = faults }
        if let rounds { scenario.rounds = rounds }
        scenario.rules = rules
        return scenario
    }

    /// The first day of a month: months are whole, so that monthly duties are.
    private func day(_ node: YAMLNode) -> Day? {
        guard let text = diagnostics.text(node, "firstDay") else { return nil }
        guard let day = Day(text: text) else {
            diagnostics.report(.badTime, at: node.location, [text])
            return nil
        }
        guard text.hasSuffix("-01"), text.utf8.first == UInt8(ascii: "2") else {
            diagnostics.report(
                .outOfRange, at: node.location, ["firstDay", text, "2000-01-01, 2000-02-01 … 2999-12-01"])
            return nil
        }
        return day
    }

    // MARK: Chains

    private func chains(_ node: YAMLNode) -> [SimulatedChain]? {
        guard let nodes = diagnostics.sequence(node, "chains") else { return nil }
        guard (2...8).contains(nodes.count) else {
            diagnostics.report(.outOfRange, at: node.location, ["chains", "\(nodes.count)", "2...8"])
            return nil
        }
        var chains: [SimulatedChain] = []
        for node in nodes {
            guard let chain = chain(node) else { continue }
            if chains.contains(where: { $0.id == chain.id }) {
                diagnostics.report(.duplicateKey, at: node.location, [chain.id.text])
            }
            chains.append(chain)
        }
        return chains
    }

    private func chain(_ node: YAMLNode) -> SimulatedChain? {
        guard var mapping = YAMLMapping(node, "a chain", diagnostics) else { return nil }
        let id = mapping.required("id").flatMap { chainID($0) }
        let consensus = mapping.required("consensus").flatMap {
            diagnostics.word($0, "consensus", SimulatedChain.Consensus.self)
        }
        let target = mapping.required("target").flatMap { seconds($0) }
        let finality = mapping.required("finality").flatMap { number($0, "finality", 1...100) }
        mapping.finish()
        guard let id, let consensus, let target, let finality else { return nil }
        return SimulatedChain(id: id, consensus: consensus, targetSeconds: target, finalityBlocks: finality)
    }

    private func chainID(_ node: YAMLNode) -> ChainID? {
        guard let text = diagnostics.text(node, "id") else { return nil }
        guard let id = ChainID(text) else {
            diagnostics.report(
                .badName, at: node.location, [text, "a chain", "1 to 32 characters of a-z 0-9 . _ -"])
            return nil
        }
        return id
    }

    private func seconds(_ node: YAMLNode) -> Int? {
        guard let interval = diagnostics.duration(node, "target") else { return nil }
        let seconds = Int(interval.milliseconds / 1_000)
        guard (60...21_600).contains(seconds) else {
            diagnostics.report(.outOfRange, at: node.location, ["target", DurationText.text(interval), "1m...6h"])
            return nil
        }
        return seconds
    }

    // MARK: Amounts

    private func population(_ node: YAMLNode) -> Scenario.Population {
        var population = Scenario.Population()
        numbers(
            node, "population",
            [
                ("persons", \.persons, 1...1_000_000), ("enterprises", \.enterprises, 1...100_000),
                ("banks", \.banks, 1...1_000), ("microLenders", \.microLenders, 1...1_000),
                ("factors", \.factors, 1...1_000), ("platforms", \.platforms, 1...1_000), ("vasps", \.vasps, 1...1_000),
                ("issuers", \.issuers, 1...1_000), ("bridges", \.bridges, 1...100),
            ], &population)
        return population
    }

    private func activity(_ node: YAMLNode) -> Scenario.Activity {
        var activity = Scenario.Activity()
        numbers(
            node, "activity",
            [
                ("purchases", \.purchases, 0...10_000_000), ("trades", \.trades, 0...100_000),
                ("vaspTransfers", \.vaspTransfers, 0...100_000), ("dataAccesses", \.dataAccesses, 0...1_000),
                ("bridgeTransfers", \.bridgeTransfers, 0...1_000),
            ], &activity)
        return activity
    }

    private func faults(_ node: YAMLNode) -> Scenario.Faults {
        var faults = Scenario.Faults()
        numbers(
            node, "faults",
            [
                ("replacements", \.replacements, 0...1_000), ("stoppedClocks", \.stoppedClocks, 0...100),
                ("floods", \.floods, 0...100), ("floodEvents", \.floodEvents, 1...100_000),
            ], &faults)
        return faults
    }

    private func numbers<Value>(
        _ node: YAMLNode, _ name: String, _ keys: [(String, WritableKeyPath<Value, Int>, ClosedRange<Int64>)],
        _ value: inout Value
    ) {
        guard var mapping = YAMLMapping(node, name, diagnostics) else { return }
        for (key, path, range) in keys {
            if let number = mapping.optional(key).flatMap({ number($0, key, range) }) { value[keyPath: path] = number }
        }
        mapping.finish()
    }

    private func number(_ node: YAMLNode, _ name: String, _ range: ClosedRange<Int64>) -> Int? {
        diagnostics.integer(node, name, in: range).map { Int($0) }
    }

    private func rules(_ node: YAMLNode) -> [String]? {
        guard let nodes = diagnostics.sequence(node, "rules") else { return nil }
        let known = Injector.all.map(\.rule)
        return nodes.compactMap { node in
            guard let text = diagnostics.text(node, "an element of rules") else { return nil }
            guard known.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else {
                diagnostics.report(.unknownRule, at: node.location, [text])
                return nil
            }
            return text
        }
    }
}
