public import SupervisionModel

extension EnvelopeBlock {
    /// Who proposed the block, as an account of its chain; nil where the header does not say.
    public var producer: EntityRef? {
        switch content {
        case .native:
            guard let header = try? NativeHeader(envelope.evidence.header),
                header.proposer < UInt64(envelope.evidence.validators.count)
            else { return nil }
            let key = envelope.evidence.validators[Int(header.proposer)].key
            return .identifier(.account, "\(envelope.evidence.scheme.rawValue):\(Hex.encode(key))")
        case .evm(let block): return block.producer.map { EVMAccount.reference($0) }
        case .fisco:
            guard let header = try? FISCOHeader(envelope.evidence, identifiers: nil),
                header.sealer < UInt64(header.sealers.count)
            else { return nil }
            return .identifier(.account, "fisco:" + Hex.encode(header.sealers[Int(header.sealer)]))
        }
    }

    /// The events that every family has: the `chain.block` event and transfers of an EVM chain's own currency. What
    /// transactions of the reference chain say and what logs mean needs a vocabulary.
    func events(_ events: BlockEvents) -> [Event] {
        if case .evm(let block) = content { return block.events(events, size: envelope.bytes.count) }
        return [
            events.block(
                previous: previous, transactionCount: transactionCount, size: envelope.bytes.count,
                producer: producer)
        ]
    }
}
