public import ChainFormats
public import SupervisionModel
import Synchronization

/// Which network's rules the blocks of a chain follow, from the recorded configuration.
public final class ChainNetworks: Sendable {
    private let networks: Mutex<[ChainID: BitcoinNetwork]>

    public init(_ configuration: CoreConfiguration = CoreConfiguration(chains: [])) throws {
        networks = Mutex([:])
        try update(configuration)
    }

    /// Takes over a configuration that has been recorded.
    public func update(_ configuration: CoreConfiguration) throws {
        var updated: [ChainID: BitcoinNetwork] = [:]
        for chain in configuration.chains {
            guard let network = BitcoinNetwork.named(chain.network, family: chain.format) else {
                let known = BitcoinNetwork.all.map { "\($0.family) \($0.name)" }.joined(separator: ", ")
                throw NodeError(
                    .unknownNetwork, "chain \(chain.id): \(chain.format) \(chain.network), expected one of \(known)")
            }
            updated[chain.id] = network
        }
        networks.withLock { $0 = updated }
    }

    public func network(of chain: ChainID) throws -> BitcoinNetwork {
        guard let network = networks.withLock({ $0[chain] }) else {
            throw NodeError(.unknownNetwork, "chain \(chain) is not in the recorded configuration")
        }
        return network
    }
}
