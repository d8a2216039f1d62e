public import ChainFormats
public import SupervisionModel

extension EntityReader {
    /// Reads addresses of Bitcoin-format chains.
    ///
    /// A text in an event is an address of the event's chain. In lists, and on chains that are not given, the networks
    /// of the given chains are tried in their order, then every known network: where two networks spell addresses
    /// alike (Bitcoin and BSV, test and regtest), whoever observes one of them means that one.
    ///
    /// - Parameter chains: the observed chains with their networks, in the order of the configuration.
    public static func addresses(chains: [(chain: ChainID, network: BitcoinNetwork)]) -> EntityReader {
        let candidates = chains.map(\.network) + BitcoinNetwork.all
        return EntityReader { text, chain in
            if let chain, let own = chains.first(where: { $0.chain == chain }) {
                return Address(text, network: own.network).map { .address($0) }
            }
            for network in candidates {
                if let address = Address(text, network: network) { return .address(address) }
            }
            return nil
        }
    }

    /// Reads addresses of every network known here, in lists, event files and tests.
    ///
    /// The first network whose spelling a text has counts: Bitcoin before its forks, main before test networks.
    public static let ofEveryNetwork = EntityReader { text, _ in
        for network in BitcoinNetwork.all {
            if let address = Address(text, network: network) { return .address(address) }
        }
        return nil
    }
}
