public import ChainFormats
public import SupervisionModel

/// Finds what the inputs of a block spend before the block is folded (DESIGN.md section 5).
///
/// Only the sequencer calls it, in the order of the ledger.
public protocol SpendResolver: Sendable {
    /// What the block's inputs spend; also takes the block's own outputs up.
    func connect(_ block: DecodedBlock, chain: ChainID, height: UInt64, network: BitcoinNetwork) throws -> SpentOutputs

    /// Takes a block back: `spent` is what `connect` returned for it.
    func disconnect(
        _ block: DecodedBlock, spent: SpentOutputs, chain: ChainID, height: UInt64, network: BitcoinNetwork
    ) throws

    /// The ledger has committed everything up to here.
    func committed() throws
}

/// Knows nothing of earlier outputs: every input stays unknown, except what names itself.
public struct UnknownSpends: SpendResolver {
    public init() {}

    public func connect(
        _ block: DecodedBlock, chain: ChainID, height: UInt64, network: BitcoinNetwork
    ) throws -> SpentOutputs {
        SpentOutputs(unknownFor: block)
    }

    public func disconnect(
        _ block: DecodedBlock, spent: SpentOutputs, chain: ChainID, height: UInt64, network: BitcoinNetwork
    ) throws {}

    public func committed() throws {}
}
