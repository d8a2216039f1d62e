public import RuleEngine
public import SupervisionModel
public import TransparencyLog

/// A rule pack that was loaded whole: rules, vocabulary, lists and tests, checked against each other (RULES.md).
public struct RulePack: Sendable {
    public let manifest: PackManifest
    /// SHA-256 of `bundle`.
    public let digest: Digest32
    /// The one byte string that the pack is: what the content store keeps, and what `load(bundle:)` reads.
    public let bundle: [UInt8]
    public let vocabulary: Vocabulary
    /// In the order of their files' paths.
    public let rules: [Rule]
    /// The rules, planned and ready to run; a rule has the same index in both.
    public let ruleSet: RuleSet
    /// In the order of their names.
    public let lists: [ListBundle]
    public let tests: [RuleTest]
    public let files: PackFiles
    /// The pack that this one extends, as it is by itself; empty when it extends none.
    public let ancestors: [RulePack]
    /// Tests of inherited rules that this pack sets differently: they hold with the values of the pack that is extended.
    public let inheritedTests: [RuleTest]
    /// Keys of authorities by whose leave something inherited is loosened: their signatures must be there.
    public let loosenedBy: [VerifierKey]

    public var id: String { manifest.id }
    public var version: String { manifest.version.description }
    public var exceptions: [RuleException] { ruleSet.exceptions }

    /// - Parameter name: id, with its variant where it has one.
    public func rule(_ name: String) -> Rule? { rules.first { $0.name.utf8.elementsEqual(name.utf8) } }

    public func list(_ id: String) -> ListBundle? { lists.first { $0.snapshot.id.utf8.elementsEqual(id.utf8) } }

    /// Loads a pack from its folder.
    ///
    /// - Throws: `LoadFailure` with everything wrong with it; there is no half-loaded pack.
    public static func load(directory: String, entities: EntityReader = EntityReader()) throws(LoadFailure) -> RulePack
    {
        try load(files: try PackFolder.read(directory), entities: entities)
    }

    /// Loads a pack from its folder and checks its signatures.
    ///
    /// - Parameter trust: whose signatures are asked for; `nil` for nobody's but those of authorities by whose leave the
    ///   pack loosens what it inherits.
    public static func load(
        directory: String, trust: PackTrust?, entities: EntityReader = EntityReader()
    ) throws(LoadFailure) -> RulePack {
        let pack = try load(directory: directory, entities: entities)
        if let trust { try trust.verify(pack) } else { try PackTrust.verifyLeave(pack) }
        return pack
    }

    /// The rules of a pack from the bytes that the content store keeps: of one that was admitted, with its tests, before.
    public static func ruleSet(
        admitted bundle: [UInt8], entities: EntityReader = EntityReader()
    ) throws(LoadFailure) -> RuleSet {
        try PackLoader(entities: entities, readsTests: false).load(try PackFiles(bundle: bundle)).ruleSet
    }

    /// Loads a pack from the bytes that the content store keeps.
    public static func load(bundle: [UInt8], entities: EntityReader = EntityReader()) throws(LoadFailure) -> RulePack {
        try load(files: try PackFiles(bundle: bundle), entities: entities)
    }

    public static func load(files: PackFiles, entities: EntityReader = EntityReader()) throws(LoadFailure) -> RulePack {
        try PackLoader(entities: entities).load(files)
    }

    /// The bundle of a folder, which need not be a valid pack.
    public static func bundle(directory: String) throws(LoadFailure) -> [UInt8] {
        try PackFolder.read(directory).bundle()
    }
}
