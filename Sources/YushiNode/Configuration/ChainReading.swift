import SupervisionModel

/// What every chain of a configuration may say, whatever its form.
struct ChainReading {
    let id: ChainID
    let finality: UInt64?
    let lateness: Interval?
    let suspendAfter: Interval?
    let target: Interval?
    let chainOperator: String?
    let assurance: ChainConfiguration.Assurance?

    /// The recorded configuration, with what is given here for whatever is not said.
    func configuration(
        format: String, network: String, finality: UInt64, lateness: Interval, target: Interval,
        assurance: ChainConfiguration.Assurance, maximumBlockBytes: Int, envelope: EnvelopeConfiguration? = nil
    ) -> ChainConfiguration {
        ChainConfiguration(
            id: id, format: format, network: network, finalityDepth: self.finality ?? finality,
            lateness: self.lateness ?? lateness, target: self.target ?? target,
            suspendAfter: suspendAfter ?? .hours(24),
            chainOperator: .identifier(.internal, chainOperator ?? "operator:\(id.text)"),
            assurance: self.assurance ?? assurance, maximumBlockBytes: Int64(maximumBlockBytes), envelope: envelope)
    }
}
