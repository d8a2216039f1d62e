import RuleEngine
import RulePacks
import Supervision
import SupervisionModel

/// A pack that is in memory already, as the core asks for it: nothing is parsed again.
struct LoadedPack: PackSource {
    let pack: RulePack

    func rules(bundle: [UInt8]) throws -> RuleSet { pack.ruleSet }

    func list(bundle: [UInt8]) throws -> RecordedList {
        let list = try pack.lists.first { $0.bytes == bundle } ?? ListBundle(bytes: bundle)
        return RecordedList(references: list.snapshot, tags: list.tags)
    }
}

/// Event files have no blocks: nothing is screened again.
struct NoBlocks: BlockHistory {
    /// An event file was asked for a block.
    struct NoBlock: Error, CustomStringConvertible {
        let chain: ChainID
        let hash: Digest32

        var description: String { "block \(hash) of \(chain): an event file has no blocks" }
    }

    func block(chain: ChainID, height: UInt64, hash: Digest32) throws -> any BlockContent {
        throw NoBlock(chain: chain, hash: hash)
    }
}
