/// The kinds of chains whose blocks travel in envelopes. Raw values stand in envelopes and configurations.
public enum ChainKind: String, Hashable, Sendable, CaseIterable {
    /// The reference chain of the supervision protocol, for platforms without one of their own.
    case native
    /// Ethereum's format: Besu, GoQuorum (QBFT, IBFT 2.0, Clique).
    case evm
    /// FISCO BCOS 2.x and 3.x.
    case fisco
}

/// How the bytes of a header are to be read. Raw values stand in envelopes.
public enum HeaderEncoding: String, Hashable, Sendable, CaseIterable {
    /// `NativeHeader`.
    case native = "native-1"
    /// RLP of an Ethereum header, seals in `extraData`.
    case evm = "evm-rlp"
    /// RLP list of 13 items, FISCO BCOS 2.x.
    case fisco2 = "fisco-2"
    /// Fields of a header of FISCO BCOS 3.0.0 and later, see `FISCOHeader`.
    case fisco3 = "fisco-3"
    /// The same for candidates of 3.0, which wrote integers in another way.
    case fisco3Candidate = "fisco-3-rc"

    /// The kind of chain that has it.
    public var kind: ChainKind {
        switch self {
        case .native: .native
        case .evm: .evm
        case .fisco2, .fisco3, .fisco3Candidate: .fisco
        }
    }
}
