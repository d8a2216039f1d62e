public import ChainFormats
public import Persistence
public import Supervision
public import SupervisionModel

/// Reads recorded blocks back: raw bytes and spent outputs from the archive, decoded for the chain's network.
public struct StoredBlocks: BlockHistory {
    private let store: Store
    private let network: @Sendable (ChainID) throws -> BitcoinNetwork

    public init(store: Store, networks: ChainNetworks) {
        self.store = store
        network = { try networks.network(of: $0) }
    }

    /// For blocks of one network only.
    public init(store: Store, network: BitcoinNetwork) {
        self.store = store
        self.network = { _ in network }
    }

    public func block(chain: ChainID, height: UInt64, hash: Digest32) throws -> any BlockContent {
        guard let entry = try store.blocks.block(chain, hash: hash) else {
            throw NodeError(.missingBlock, "block \(hash) of \(chain) at \(height) is not in the archive")
        }
        return try block(chain: chain, bytes: entry.bytes, spent: entry.spent)
    }

    /// The block whose raw bytes have that SHA-256, with the spent-output record of that SHA-256.
    public func block(chain: ChainID, bytes: Digest32, spent: Digest32?) throws -> BitcoinBlock {
        let network = try network(chain)
        let raw = try store.archive.read(bytes)
        do {
            let decoded = try DecodedBlock(raw, network: network)
            let outputs = try spent.map { try SpentOutputs(try store.archive.read($0), network: network) }
            return BitcoinBlock(decoded, network: network, spent: outputs)
        } catch let error as DecodeError {
            throw NodeError(.damagedArchive, "archived block \(bytes) does not decode: \(error)")
        }
    }
}
