/// The chain families beside Bitcoin's whose blocks can be decoded and verified. Raw values are names on the command
/// line.
public enum ChainFormat: String, Hashable, Sendable, CaseIterable {
    case antelope, envelope, evm, fisco, monero, zcash

    /// Network names that `--network` takes. Only Zcash's change what is checked; for the others they are a label.
    public var networks: [String] {
        switch self {
        case .monero: ["main", "test", "stage", "regtest"]
        case .antelope, .envelope, .evm, .fisco, .zcash: ["main", "test", "regtest"]
        }
    }

    /// An inspector for the blocks of one file or feed, in order.
    ///
    /// - Parameters:
    ///   - network: one of `networks`; nil comes back for any other.
    ///   - validators: who may sign, known from elsewhere; empty: the block's own list is taken and the report says so.
    ///   - publishers: who may publish envelopes, likewise.
    public func inspector(
        network: String, validators: [[UInt8]] = [], publishers: [SigningKey] = []
    ) -> (any BlockInspector)? {
        guard networks.contains(where: { $0.utf8.elementsEqual(network.utf8) }) else { return nil }
        switch self {
        case .antelope: return AntelopeInspector(network: network)
        case .envelope:
            return EnvelopeInspector(network: network, publishers: publishers, validators: validators)
        case .evm: return EVMInspector(network: network, validators: validators)
        case .fisco: return FISCOInspector(network: network, validators: validators)
        case .monero: return MoneroInspector(network: network)
        case .zcash: return ZcashNetwork(name: network).map { ZcashInspector(network: $0) }
        }
    }
}

/// Looks at the documents of one file or feed, one after the other, and remembers what the next one is checked against.
public protocol BlockInspector {
    /// What there is to say about a document: nothing when it holds no block, never an error.
    mutating func inspect(_ document: FormatDocument) -> [ChainInspection]
    /// What was held back because a later document might have said more about it.
    mutating func finish() -> [ChainInspection]
}

extension BlockInspector {
    /// Nothing was held back.
    public mutating func finish() -> [ChainInspection] { [] }
}
