public import ChainFormats
public import Persistence
public import Supervision
public import SupervisionModel

/// Reads recorded blocks back: raw bytes and spent outputs from the archive, decoded as the chain's profile says.
public struct StoredBlocks: BlockHistory {
    private let store: Store
    private let profile: @Sendable (ChainID) throws -> ChainProfile

    public init(store: Store, networks: ChainNetworks) {
        self.store = store
        profile = { try networks.profile(of: $0) }
    }

    /// For blocks of one network only.
    public init(store: Store, network: BitcoinNetwork) {
        self.store = store
        profile = { _ in .bitcoin(network) }
    }

    public func block(chain: ChainID, height: UInt64, hash: Digest32) throws -> any BlockContent {
        guard let entry = try store.blocks.block(chain, hash: hash) else {
            throw NodeError(.missingBlock, "block \(hash) of \(chain) at \(height) is not in the archive")
        }
        return try block(chain: chain, bytes: entry.bytes, spent: entry.spent)
    }

    /// The block whose raw bytes have that SHA-256, with the spent-output record of that SHA-256.
    public func block(chain: ChainID, bytes: Digest32, spent: Digest32?) throws -> any BlockContent {
        let profile = try profile(chain)
        let block = try decoded(profile, bytes)
        guard case .bitcoin(let network) = profile else { return try profile.content(of: block, spent: nil) }
        return try profile.content(of: block, spent: try spent.map { try outputs($0, network) })
    }

    /// The decoded block whose raw bytes have that SHA-256.
    public func chainBlock(chain: ChainID, bytes: Digest32) throws -> ChainBlock {
        try decoded(try profile(chain), bytes)
    }

    /// A block of Bitcoin's format.
    public func bitcoinBlock(chain: ChainID, bytes: Digest32, spent: Digest32?) throws -> BitcoinBlock {
        let profile = try profile(chain)
        guard case .bitcoin(let network) = profile, case .bitcoin(let block) = try decoded(profile, bytes) else {
            throw NodeError(.wrongStore, "chain \(chain) is not of Bitcoin's format")
        }
        return BitcoinBlock(block, network: network, spent: try spent.map { try outputs($0, network) })
    }

    private func decoded(_ profile: ChainProfile, _ bytes: Digest32) throws -> ChainBlock {
        let raw = try store.archive.read(bytes)
        do throws(DecodeError) {
            return try profile.block(recorded: raw)
        } catch {
            throw NodeError(.damagedArchive, "archived block \(bytes) does not decode: \(error)")
        }
    }

    private func outputs(_ digest: Digest32, _ network: BitcoinNetwork) throws -> SpentOutputs {
        let raw = try store.archive.read(digest)
        do throws(DecodeError) {
            return try SpentOutputs(raw, network: network)
        } catch {
            throw NodeError(.damagedArchive, "archived spent outputs \(digest) do not decode: \(error)")
        }
    }
}
