import ChainCrypto
import ChainFormats
import Persistence
import RulePacks
import SupervisionModel
import TransparencyLog
import YushiNode

/// What the benchmarks of stores share.
enum BenchStore {
    static func chain() throws -> ChainID {
        guard let chain = ChainID(StageBench.chain) else { throw BenchError("'\(StageBench.chain)' is no chain id") }
        return chain
    }

    static func digest(_ bytes: [UInt8]) -> Digest32 { Digest32(SHA256.hash(bytes).bytes) ?? .zero }

    /// A record of 250 bytes, about what a block's takes.
    static func record(_ sequence: UInt64) -> StoredRecord {
        var bytes = [UInt8](repeating: 7, count: 242)
        for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: sequence >> (8 * UInt64(shift)))) }
        return StoredRecord(sequence: sequence, bytes: bytes, leafHash: SHA256Hasher().leaf(bytes), items: [])
    }

    /// The same figures for every way through all blocks.
    static func rows(_ section: String, _ name: String, seconds: Double, chain: SimulatedBlocks) -> [BenchRow] {
        [
            BenchRow(section: section, name: name, value: Double(chain.blocks.count) / seconds, unit: "blocks/s"),
            BenchRow(section: section, name: name, value: Double(chain.byteCount) / 1e6 / seconds, unit: "MB/s"),
        ]
    }

    /// Records configuration, rules and lists in an empty store.
    static func bootstrap(_ sequencer: Sequencer, network: BitcoinNetwork, rules: String, at moment: Timestamp) throws {
        let configuration = CoreConfiguration(
            chains: [ChainDefaults.configuration(id: try chain(), network: network)])
        try Bootstrap(
            configuration: configuration, pack: try RulePack.load(directory: rules, entities: .ofEveryNetwork),
            lists: [], author: "bench",
            approver: "import"
        ).apply(to: sequencer, at: moment)
    }
}
