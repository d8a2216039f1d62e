import ChainFormats
import ParticipantNode
import SupervisionModel

/// A reference chain with its publisher's envelopes, made of fixed secrets.
struct EnvelopeWorld {
    let chain: ReferenceChain
    let key: PublisherKey
    let stream: EnvelopeStream
    let envelopes: [Envelope]

    /// - Parameter blocks: beside the first one.
    init?(isCommercial: Bool = false, blocks: Int = 3, secret: String = "test") {
        guard
            var chain = ReferenceChain(
                chain: "scf-1", isCommercial: isCommercial, secret: secret, milliseconds: 1_750_000_000_000),
            let key = ReferenceChain.key(isCommercial ? .sm2 : .ed25519, secret: secret + "/publisher"),
            let stream = EnvelopeStream(
                kind: .native, chain: "scf-1", genesis: chain.genesis, publisher: "platform",
                epoch: [UInt8](repeating: 9, count: EnvelopeStream.epochByteCount))
        else { return nil }
        var made = [chain.first]
        for number in 1...blocks {
            let transactions = (0..<number).map { index in
                Array("{\"loanId\":\"L\(number)-\(index)\",\"type\":\"loan.originated\"}".utf8)
            }
            guard
                let block = chain.append(
                    milliseconds: 1_750_000_000_000 + UInt64(number) * 1_000, transactions: transactions)
            else { return nil }
            made.append(block)
        }
        var envelopes: [Envelope] = []
        for (sequence, block) in made.enumerated() {
            guard
                let envelope = Envelope(
                    stream: stream, sequence: UInt64(sequence), previous: envelopes.last?.digest ?? .zero,
                    evidence: block.evidence, body: block.body, key: key.publicKey, sign: { key.sign($0) })
            else { return nil }
            envelopes.append(envelope)
        }
        self.chain = chain
        self.key = key
        self.stream = stream
        self.envelopes = envelopes
    }

    var terms: EnvelopeTerms {
        EnvelopeTerms(
            kind: .native, chain: "scf-1", genesis: chain.genesis, publishers: [key.publicKey],
            validators: chain.maker.validators)
    }

    /// The same envelope with other evidence or another body, signed by the publisher: a bridge that lies.
    func resigned(_ envelope: Envelope, evidence: BlockEvidence? = nil, body: BlockBody? = nil) -> Envelope? {
        Envelope(
            stream: envelope.stream, sequence: envelope.sequence, previous: envelope.previous,
            evidence: evidence ?? envelope.evidence, body: body ?? envelope.body, key: key.publicKey,
            sign: { key.sign($0) })
    }

    /// What fails first; nil when everything is good.
    func failure(_ envelope: Envelope) -> FormatCheck.Name? {
        var report = FormatReport()
        _ = EnvelopeVerifier(terms: terms).verify(envelope, into: &report)
        return report.failure?.name
    }
}

extension BlockEvidence {
    /// The same with other parts.
    func with(
        height: UInt64? = nil, id: Digest32? = nil, header: [UInt8]? = nil, seals: [Seal]? = nil,
        validators: [ValidatorSet.Member]? = nil
    ) -> BlockEvidence {
        BlockEvidence(
            height: height ?? self.height, id: id ?? self.id, parents: parents, milliseconds: milliseconds,
            encoding: encoding, header: header ?? self.header, hash: hash, scheme: scheme, seals: seals ?? self.seals,
            validators: validators ?? self.validators, validatorsSince: validatorsSince, finality: finality)
    }
}
