import Persistence
import RuleEngine
public import RulePacks
import Supervision
public import SupervisionModel

/// The first records of a ledger: which engine, configuration, rules and lists everything after them follows.
public struct Bootstrap: Sendable {
    public let configuration: CoreConfiguration
    public let pack: RulePack
    /// Lists beside those of the pack; of two with one id these count.
    public let lists: [ListBundle]
    public let author: String
    public let approver: String
    /// Whether packs must be signed: then a version means one content only.
    public let isSigned: Bool

    public init(
        configuration: CoreConfiguration, pack: RulePack, lists: [ListBundle], author: String, approver: String,
        isSigned: Bool = false
    ) {
        self.configuration = configuration
        self.pack = pack
        self.lists = lists
        self.author = author
        self.approver = approver
        self.isSigned = isSigned
    }

    /// Release that this source is; recorded with `engine.activated`.
    public static let release = "0.1.0"

    /// Brings what is recorded in line with what is wanted: records what differs, and nothing where nothing does.
    ///
    /// - Throws: `LoadFailure` with YR1805 for a pack older than the one that was active last.
    public func apply(to sequencer: Sequencer, at moment: Timestamp) throws {
        try Self.activateEngine(of: sequencer, at: moment)
        let active = try sequencer.supervisor.activation(in: sequencer.store.state)
        let config = sequencer.provide(configuration.json.encode())
        if active?.configuration != config {
            try sequencer.admit(
                .configChanged(ConfigChange(config: config, author: author, approver: approver)), at: moment)
        }
        if active?.pack != pack.digest {
            if let last = active?.pack, last != .zero {
                let manifest = try PackFiles(bundle: sequencer.recorded(last)).manifest()
                try pack.checkFollows(manifest, digest: last, isStrict: isSigned)
            }
            _ = sequencer.provide(pack.bundle)
            try sequencer.admit(
                .packActivated(ContentActivation(id: pack.id, version: pack.version, content: pack.digest)), at: moment)
        }
        for list in allLists where active?.lists.contains(where: { $0.content == list.digest }) != true {
            _ = sequencer.provide(list.bytes)
            try sequencer.admit(
                .listUpdated(
                    ContentActivation(id: list.snapshot.id, version: list.snapshot.version, content: list.digest)),
                at: moment)
        }
    }

    /// Records this release as the engine in force, where another one was, or none.
    ///
    /// What the engine before had published is handed over; the state is derived anew from the recorded inputs, and how
    /// the conclusions differ is published (DESIGN.md section 4).
    public static func activateEngine(of sequencer: Sequencer, at moment: Timestamp) throws {
        let semantics = sequencer.supervisor.semantics
        let before = try sequencer.supervisor.activation(in: sequencer.store.state)?.semantics ?? 0
        guard before != semantics else { return }
        let carried =
            before == 0 ? nil : sequencer.provide(try sequencer.supervisor.carriedState(in: sequencer.store.state))
        try sequencer.admit(
            .engineActivated(EngineActivation(semantics: semantics, release: Self.release, carried: carried)),
            at: moment)
    }

    private var allLists: [ListBundle] {
        let replaced = pack.lists.filter { own in
            !lists.contains { $0.snapshot.id.utf8.elementsEqual(own.snapshot.id.utf8) }
        }
        return (replaced + lists).sorted { $0.snapshot.id.utf8.lexicographicallyPrecedes($1.snapshot.id.utf8) }
    }
}
