import ChainFormats
public import Persistence
public import Supervision
public import SupervisionModel

/// What is in force in a store, for readers: from its records alone, as everything else.
public enum StoredConfiguration {
    /// The recorded configuration; empty before the first one.
    public static func read(_ store: Store) throws -> CoreConfiguration {
        guard let activation = try activation(store), activation.configuration != .zero else {
            return CoreConfiguration(chains: [])
        }
        return try CoreConfiguration(
            json: CanonicalJSON.decode(try store.content.content(activation.configuration), maximumBytes: 1 << 20))
    }

    static func activation(_ store: Store) throws -> CoreActivation? {
        try reader(store).activation(in: store.state)
    }

    /// Where the core stands on a chain.
    public static func tip(_ store: Store, _ chain: ChainID) throws -> ChainTip? {
        try reader(store).tip(of: chain, in: store.state)
    }

    private static func reader(_ store: Store) throws -> Supervisor {
        Supervisor(
            packs: RulePackSource(), content: store.content,
            history: StoredBlocks(store: store, networks: ChainNetworks()), naming: AddressNaming())
    }
}
