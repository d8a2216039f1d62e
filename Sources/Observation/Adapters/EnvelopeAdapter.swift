import ChainFormats
import SupervisionModel
import Synchronization
import ZeroMQ

/// Chains in envelopes of the supervision protocol.
final class EnvelopeAdapter: ChainAdapter {
    private let terms: EnvelopeTerms
    private let sealed: SealedHeaderRules
    private let maximumBlockBytes: Int
    private let streams = Mutex(EnvelopeStreams())

    init(terms: EnvelopeTerms, maximumBlockBytes: Int) {
        self.terms = terms
        self.maximumBlockBytes = maximumBlockBytes
        sealed = SealedHeaderRules(genesis: terms.genesis, validators: terms.validators)
    }

    var rules: any HeaderRules { sealed }
    var networkName: String { terms.chain }

    func subscriptions(_ topics: [FeedTopic]) -> [Subscription] {
        [.exact(SupervisionTopic.envelope(terms.chain)), .exact(SupervisionTopic.heartbeat(terms.chain))]
    }

    // MARK: Messages

    func events(of message: SubscribeMessage, source: Int) -> [ObserverEvent] {
        let body = message.parts.count > 1 ? message.parts[1] : message.topic
        do throws(Refusal) {
            guard message.parts.count == 3 else {
                throw Refusal(reason: "frames.count", detail: "\(message.parts.count) parts, expected 3")
            }
            guard let part = FeedPart(message.parts[2]) else {
                throw Refusal(
                    reason: "frames.counter",
                    detail: "\(message.parts[2].count) bytes, expected \(FeedPart.byteCount)")
            }
            let received = Timestamp(milliseconds: message.received.milliseconds)
            if message.topic.elementsEqual(SupervisionTopic.envelope(terms.chain).utf8) {
                return try envelope(body, part, source: source, link: message.source, received: received)
            }
            guard message.topic.elementsEqual(SupervisionTopic.heartbeat(terms.chain).utf8) else {
                throw Refusal(
                    reason: "frames.topic", detail: "a topic of \(message.topic.count) bytes that is not known")
            }
            return try heartbeat(body, part, source: source, link: message.source, received: received)
        } catch {
            return [.refused(source: source, error, body: BitcoinBodies.bytesHash(body))]
        }
    }

    private func envelope(
        _ body: [UInt8], _ part: FeedPart, source: Int, link: Int, received: Timestamp
    ) throws(Refusal) -> [ObserverEvent] {
        let envelope = try decode(body)
        try checkPublisher(envelope.message, envelope.stream)
        guard part.counter == envelope.sequence, part.epoch == envelope.stream.epoch else {
            throw Refusal(
                reason: "envelope.counter",
                detail: "message \(part.counter) with envelope \(envelope.sequence) of its stream")
        }
        var events = try facts(streams.withLock { $0.note(envelope, source: source, link: link) }, source: source)
        do throws(Refusal) {
            let header = try header(envelope.evidence)
            events.append(
                .feed(
                    source: source, content: .pushed(header: header, raw: body, byteCount: body.count),
                    received: received))
        } catch {
            // What the stream showed is not undone by what is wrong with this block.
            events.append(.refused(source: source, error, body: BitcoinBodies.bytesHash(body)))
        }
        return events
    }

    private func heartbeat(
        _ body: [UInt8], _ part: FeedPart, source: Int, link: Int, received: Timestamp
    ) throws(Refusal) -> [ObserverEvent] {
        let heartbeat: Heartbeat
        do throws(DecodeError) {
            heartbeat = try Heartbeat(body)
        } catch {
            throw Refusal(error)
        }
        try checkPublisher(heartbeat.message, heartbeat.stream)
        guard part.counter == heartbeat.nextSequence, part.epoch == heartbeat.stream.epoch else {
            throw Refusal(
                reason: "envelope.counter",
                detail: "message \(part.counter) with a heartbeat at \(heartbeat.nextSequence)")
        }
        return try facts(streams.withLock { $0.note(heartbeat, source: source, link: link) }, source: source)
            + [.feed(source: source, content: .announced(heartbeat.id), received: received)]
    }

    private func facts(_ fact: EnvelopeStreams.Fact, source: Int) throws(Refusal) -> [ObserverEvent] {
        switch fact {
        case .next, .repeated: []
        case .lost(let count): [.lost(source: source, messages: count)]
        case .restarted: [.restarted(source: source)]
        case .rewritten(let expected):
            throw Refusal(
                reason: "envelope.previousEnvelope", isCommitmentMismatch: true,
                detail: "the stream goes on from another envelope than \(expected)")
        }
    }

    func events(of dropped: DroppedMessage, source: Int) -> [ObserverEvent] {
        if dropped.reason == .queueFull, let part = FeedPart(dropped.trailer),
            dropped.topic.elementsEqual(SupervisionTopic.envelope(terms.chain).utf8)
        {
            streams.withLock { $0.drop(part, source: source, link: dropped.source) }
        }
        let refusal = Refusal(
            reason: dropped.reason == .tooLarge ? "frames.tooLarge" : "frames.count",
            detail: "\(dropped.byteCount) bytes in \(dropped.partCount) parts")
        let overflow = ObserverEvent.overflow(source: source, messages: 1)
        return dropped.reason == .queueFull ? [overflow] : [.refused(source: source, refusal, body: nil), overflow]
    }

    // MARK: Headers

    func headers(_ bytes: [UInt8]) -> (headers: [ChainHeader], refusal: Refusal?) {
        var headers: [ChainHeader] = []
        do throws(Refusal) {
            let entries: [[UInt8]]
            do throws(DecodeError) { entries = try EvidenceList.decode(bytes) } catch { throw Refusal(error) }
            for entry in entries {
                let evidence: BlockEvidence
                do throws(DecodeError) { evidence = try BlockEvidence(entry) } catch { throw Refusal(error) }
                headers.append(try header(evidence))
            }
            return (headers, nil)
        } catch {
            return (headers, error)
        }
    }

    func header(recorded block: ChainBlock) -> ChainHeader? {
        guard case .envelope(let block) = block else { return nil }
        return try? header(block.envelope.evidence)
    }

    private func header(_ evidence: BlockEvidence) throws(Refusal) -> ChainHeader {
        var report = FormatReport()
        let header = EnvelopeVerifier.header(
            evidence, kind: terms.kind, chain: terms.chain, genesis: terms.genesis, into: &report)
        guard let header else { throw Self.refusal(report) }
        return sealed.remember(header)
    }

    // MARK: Blocks

    func verify(_ bytes: [UInt8], hash: Digest32, height: UInt64) throws(Refusal) -> VerifiedBody {
        let envelope = try decode(bytes)
        guard envelope.evidence.id == hash else {
            throw Refusal(reason: "block.otherBlock", detail: "block \(envelope.evidence.id), expected \(hash)")
        }
        guard envelope.evidence.height == height else {
            throw Refusal(
                reason: "envelope.height", detail: "height \(envelope.evidence.height), by its parents \(height)")
        }
        var report = FormatReport()
        guard let verified = EnvelopeVerifier(terms: terms).verify(envelope, into: &report) else {
            throw Self.refusal(report)
        }
        return VerifiedBody(block: .envelope(verified.block), bytesHash: BitcoinBodies.bytesHash(bytes))
    }

    private func decode(_ bytes: [UInt8]) throws(Refusal) -> Envelope {
        guard bytes.count <= maximumBlockBytes else {
            throw Refusal(
                reason: "decode.tooLarge", detail: "\(bytes.count) bytes, expected at most \(maximumBlockBytes)")
        }
        do throws(DecodeError) {
            return try Envelope(bytes)
        } catch {
            throw Refusal(error)
        }
    }

    private func checkPublisher(_ message: SignedMessage, _ stream: EnvelopeStream) throws(Refusal) {
        var report = FormatReport()
        EnvelopeVerifier.checkPublisher(message, stream, terms, into: &report)
        if report.failure != nil { throw Self.refusal(report) }
    }

    private static func refusal(_ report: FormatReport) -> Refusal {
        guard let failure = report.failure else { return Refusal(reason: "envelope.structure") }
        let isCommitment =
            switch failure.name {
            case .transactionsRoot, .receiptsRoot, .logsBloom, .withdrawalsRoot, .blockID, .seals, .quorum: true
            default: false
            }
        return Refusal(
            reason: "envelope.\(failure.name.rawValue)", isCommitmentMismatch: isCommitment, detail: failure.detail)
    }
}
