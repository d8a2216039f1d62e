public import ChainFormats
public import SupervisionModel

/// What a chain is taken to be where nobody says otherwise.
public enum ChainDefaults {
    /// Blocks that make a block final on a proof-of-work chain: six, the field's habit since 2010.
    public static let finalityDepth: UInt64 = 6
    /// Monero's wallets wait for ten confirmations.
    public static let moneroFinalityDepth: UInt64 = 10
    /// With one signer a block, or none, twelve blocks, as on chains of proof of authority.
    public static let attestedFinalityDepth: UInt64 = 12
    /// Greatest envelope, bytes.
    public static let envelopeBytes = Envelope.greatestByteCount
    /// Target between two blocks of a consortium chain whose configuration says none.
    public static let envelopeTarget = Interval.seconds(10)

    /// The configuration of a chain by its network.
    public static func configuration(
        id: ChainID, network: BitcoinNetwork, chainOperator: EntityRef? = nil,
        assurance: ChainConfiguration.Assurance = .attested
    ) -> ChainConfiguration {
        ChainConfiguration(
            id: id, format: network.family, network: network.name, finalityDepth: finalityDepth,
            // Rule time is a median over eleven blocks and lags the tip by about half of them; two hours is also how
            // far ahead a header may be.
            lateness: .hours(2), target: .seconds(Int64(network.targetSpacing)), suspendAfter: .hours(24),
            chainOperator: chainOperator ?? .identifier(.internal, "operator:\(id.text)"), assurance: assurance,
            maximumBlockBytes: Int64(network.maximumBlockBytes))
    }
}
