public import ChainFormats

/// In which form a chain is observed.
public enum ObservedFamily: Sendable {
    /// Publishers of Bitcoin's family and their REST or RPC.
    case bitcoin(BitcoinNetwork)
    /// The supervision protocol.
    case envelope(EnvelopeTerms)
    /// `zmq-pub` of Monero nodes and their restricted RPC.
    case monero(MoneroNetwork)

    func adapter(maximumBlockBytes: Int) -> any ChainAdapter {
        switch self {
        case .bitcoin(let network): BitcoinAdapter(network: network, maximumBlockBytes: maximumBlockBytes)
        case .envelope(let terms): EnvelopeAdapter(terms: terms, maximumBlockBytes: maximumBlockBytes)
        case .monero(let network): MoneroAdapter(network: network)
        }
    }
}
