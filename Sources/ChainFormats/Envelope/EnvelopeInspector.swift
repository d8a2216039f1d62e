import ChainCrypto
import SupervisionModel

/// Looks at envelopes of the supervision protocol: one, or several one after the other in the order of their stream.
struct EnvelopeInspector: BlockInspector {
    let network: String
    /// Keys of those who may publish; empty: whoever signed.
    let publishers: [SigningKey]
    /// Keys of those who may sign blocks; empty: the block's own list.
    let validators: [[UInt8]]
    /// The envelope before in the same file.
    private var last: (stream: EnvelopeStream, sequence: UInt64, digest: Digest32)?
    private var history = ValidatorHistory(pinned: nil)

    init(network: String, publishers: [SigningKey], validators: [[UInt8]]) {
        self.network = network
        self.publishers = publishers
        self.validators = validators
    }

    mutating func inspect(_ document: FormatDocument) -> [ChainInspection] {
        guard case .raw(let bytes) = document.content else {
            var inspection = ChainInspection(format: .envelope, network: network, body: document.body)
            inspection.report.add(.structure, false, "JSON, expected the bytes of an envelope, raw or in hex")
            return [inspection]
        }
        return EnvelopeSequence.split(bytes).map { inspect($0) }
    }

    private mutating func inspect(_ bytes: [UInt8]) -> ChainInspection {
        var inspection = ChainInspection(format: .envelope, network: network, body: bytes)
        let envelope: Envelope
        do throws(DecodeError) {
            envelope = try Envelope(bytes)
        } catch {
            inspection.report.add(.structure, false, error.description)
            return inspection
        }
        inspection.hash = envelope.evidence.id
        inspection.previous = envelope.evidence.parents.first
        inspection.height = envelope.evidence.height
        inspection.time = Timestamp(milliseconds: Int64(envelope.evidence.milliseconds))
        inspection.transactionCount = envelope.body.transactions.count
        let verified = EnvelopeVerifier(terms: terms(of: envelope)).verify(envelope, into: &inspection.report)
        checkPrevious(envelope, into: &inspection.report)
        guard let verified else { return inspection }
        checkValidators(verified.header, into: &inspection.report)
        inspection.events = BlockEvents(inspection).map { verified.block.events($0) } ?? []
        return inspection
    }

    /// What was given from elsewhere, with the rest as the envelope has it; nil when nothing was.
    private func terms(of envelope: Envelope) -> EnvelopeTerms? {
        guard !publishers.isEmpty else { return nil }
        return EnvelopeTerms(
            kind: envelope.stream.kind, chain: envelope.stream.chain, genesis: envelope.stream.genesis,
            publishers: publishers, validators: nil)
    }

    private mutating func checkPrevious(_ envelope: Envelope, into report: inout FormatReport) {
        if let last, last.stream == envelope.stream, envelope.sequence == last.sequence + 1 {
            report.compare(
                .previousEnvelope, computed: last.digest.hex, stated: envelope.previous.hex, of: "envelope before")
        } else if envelope.sequence == 0 {
            report.add(
                .previousEnvelope, envelope.previous == .zero,
                envelope.previous == .zero ? "first of its stream" : "the first of a stream names one before it")
        }
        last = (envelope.stream, envelope.sequence, envelope.digest)
    }

    private mutating func checkValidators(_ header: SealedHeader, into report: inout FormatReport) {
        if !validators.isEmpty {
            let ok = Set(validators) == Set(header.validators.members.map(\.key))
            report.add(
                .validators, ok,
                ok
                    ? "the \(validators.count) expected validators"
                    : "\(header.validators.members.count) validators, other than the \(validators.count) expected")
        }
        if history.header(header.parent) != nil, let refusal = history.refusal(of: header) {
            report.add(.validators, false, refusal)
        }
        history.remember(header)
    }
}
