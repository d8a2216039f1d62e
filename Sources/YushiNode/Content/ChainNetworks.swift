public import ChainFormats
public import SupervisionModel
import Synchronization

/// How the blocks of each chain are read, from the recorded configuration.
public final class ChainNetworks: Sendable {
    private let profiles: Mutex<[ChainID: ChainProfile]>

    public init() {
        profiles = Mutex([:])
    }

    /// Takes over a configuration that has been recorded.
    ///
    /// - Parameter content: recorded content by its hash.
    public func update(_ configuration: CoreConfiguration, content: (Digest32) throws -> [UInt8]) throws {
        var updated: [ChainID: ChainProfile] = [:]
        for chain in configuration.chains { updated[chain.id] = try ChainProfile(chain, content: content) }
        profiles.withLock { $0 = updated }
    }

    public func profile(of chain: ChainID) throws -> ChainProfile {
        guard let profile = profiles.withLock({ $0[chain] }) else {
            throw NodeError(.unknownNetwork, "chain \(chain) is not in the recorded configuration")
        }
        return profile
    }

    /// The network of a chain of Bitcoin's format.
    public func network(of chain: ChainID) throws -> BitcoinNetwork {
        guard case .bitcoin(let network) = try profile(of: chain) else {
            throw NodeError(.unknownNetwork, "chain \(chain) is not of Bitcoin's format")
        }
        return network
    }
}
