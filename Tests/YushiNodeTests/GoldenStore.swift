import ChainFormats
import Foundation
import Persistence
import RulePacks
import Supervision
import SupervisionModel
import YushiNode

/// A small store of each engine's semantics that was ever released, kept for ever: what one release has recorded, every
/// later one of the same semantics recomputes to the same bytes (DESIGN.md section 4).
///
/// `YUSHI_RECORD_EXPECTED=1` writes the store of the present semantics anew; allowed as long as they are not released.
enum GoldenStore {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static func file(_ semantics: Int64) -> String { directory.appending(path: "semantics-\(semantics).backup").path }

    static var isRecording: Bool { ProcessInfo.processInfo.environment["YUSHI_RECORD_EXPECTED"] == "1" }

    /// Stores of all semantics, oldest first.
    static func all() throws -> [(semantics: Int64, file: String)] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).compactMap { name in
            guard name.hasPrefix("semantics-"), name.hasSuffix(".backup"),
                let number = Int64(name.dropFirst(10).dropLast(7))
            else { return nil }
            return (number, directory.appending(path: name).path)
        }.sorted { $0.semantics < $1.semantics }
    }

    /// Rules that the store's chain has something to say to.
    private static let rules = ["CHN-01", "CHN-03", "CHN-04", "CHN-11", "CHN-12", "CHN-13"]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A pack of some rules of the national base pack.
    ///
    /// - Parameters:
    ///   - rules: ids of files in `Rules/rules`, each changed as `edit` says.
    static func pack(
        at path: String, rules: [String] = rules + ["AML-06"], edit: (String, String) -> String = { $1 }
    ) throws -> RulePack {
        let files = FileManager.default
        let source = root.appending(path: "Rules")
        try files.createDirectory(atPath: path + "/rules", withIntermediateDirectories: true)
        for name in ["pack.yaml", "lists", "vocabulary", "calendars", "tables"] {
            try files.copyItem(atPath: source.appending(path: name).path, toPath: path + "/" + name)
        }
        for rule in rules {
            let folder = rule.hasPrefix("AML") ? "aml" : "chain"
            let text = try String(contentsOf: source.appending(path: "rules/\(folder)/\(rule).yaml"), encoding: .utf8)
            try edit(rule, text).write(toFile: path + "/rules/\(rule).yaml", atomically: true, encoding: .utf8)
        }
        return try RulePack.load(directory: path)
    }

    /// A store with a reorganisation, a hit on a list, a list that grows, a finding of two people and closed days.
    static func record(in directory: String, to file: String) throws {
        let world = try OfflineWorld()
        let path = directory + "/recorded"
        let store = try NodeStore.openOrCreateOffline(at: path, seed: NodeStore.defaultSeed)
        let spends = IndexedSpends(index: try store.openOutputIndex())
        try spends.roll(world.chain, to: store, network: world.network)
        let sequencer = try Sequencer(store: store, spends: spends)
        let keys = AccountKeys(store: NodeStore.directory(path))
        let people = [try keys.create("analyst"), try keys.create("reviewer")]
        let start = Timestamp(seconds: world.blocks[0].seconds)
        try Bootstrap(
            configuration: CoreConfiguration(
                chains: [ChainDefaults.configuration(id: world.chain, network: world.network)], accounts: people),
            pack: try pack(at: directory + "/pack"), lists: world.lists, author: "import", approver: "import"
        ).apply(to: sequencer, at: start)
        var importer = try BlockImport(sequencer: sequencer, chain: world.chain)
        for (index, block) in world.blocks.enumerated() { try importer.take(block, place: "block \(index)") }
        try sequencer.flush()
        try store.close()
        try decide(path, at: start)
        _ = try? FileManager.default.removeItem(atPath: file)
        _ = try StoreBackup.write(path, to: file, withKeys: true)
    }

    private static func decide(_ path: String, at start: Timestamp) throws {
        let decisions = Decisions(storePath: path)
        for (index, (name, stage)) in [("analyst", CaseDecision.Stage.proposed), ("reviewer", .approved)].enumerated() {
            let store = try NodeStore.open(at: path, for: .reading)
            let alert = try Require.some(try StoredAlerts(store).list().first { $0.rule == "AML-06" })
            try store.close()
            let decision = try decisions.sign(
                .finding, stage: stage, alert: alert, by: name, note: "seen", keyFile: nil)
            _ = try decisions.submit(
                decision, at: start.advanced(by: .hours(Int64(48 * (index + 1)))), seed: NodeStore.defaultSeed)
        }
    }
}
