internal import ChainFormats
internal import ParticipantNode
internal import SupervisionModel

/// Publishes files in the supervision protocol: signed envelopes as they are, or the events of a platform as a reference
/// chain.
struct EnvelopeFiles: Sendable {
    /// What a node must register.
    let registrations: [EnvelopeRegistration]
    private let steps: [Step]

    private enum Step: Sendable {
        case envelope(Envelope, EnvelopePublisher)
        case block(WorldChains.Block, EnvelopePublisher)
    }

    /// Greatest file.
    private static let greatestFile = 1 << 30

    // MARK: Signed envelopes

    init(envelopes paths: [String], serving: EnvelopeServing, faults: FaultPlan) throws {
        var publishers: [EnvelopeStream: EnvelopePublisher] = [:]
        var registrations: [EnvelopeRegistration] = []
        var steps: [Step] = []
        // Nothing is signed here: the key is needed for heartbeats only, and whoever has the stream's own signs those.
        guard let key = ReferenceChain.key(.ed25519, secret: "heartbeats of recorded envelopes") else {
            throw CommandFailure.environment("no key can be derived: libsodium without Ed25519")
        }
        for path in paths {
            for (place, bytes) in EnvelopeSequence.split(try KeyFile.bytes(of: path, limit: Self.greatestFile))
                .enumerated()
            {
                let envelope: Envelope
                do throws(DecodeError) {
                    envelope = try Envelope(bytes)
                } catch {
                    throw CommandFailure.badInput("\(path): envelope \(place): \(error)")
                }
                let publisher =
                    publishers[envelope.stream]
                    ?? EnvelopePublisher(stream: envelope.stream, key: key, socket: serving.socket, faults: faults)
                if publishers[envelope.stream] == nil {
                    publishers[envelope.stream] = publisher
                    serving.publishers.add(publisher)
                    registrations.append(Self.registration(envelope))
                }
                steps.append(.envelope(envelope, publisher))
            }
        }
        self.registrations = registrations
        self.steps = steps
    }

    private static func registration(_ envelope: Envelope) -> EnvelopeRegistration {
        var report = FormatReport()
        let header = EnvelopeVerifier.header(envelope.evidence, envelope.stream, into: &report)
        let scheme = envelope.evidence.scheme.rawValue
        return EnvelopeRegistration(
            kind: envelope.stream.kind, chain: envelope.stream.chain, genesis: envelope.stream.genesis,
            publisher: envelope.message.key,
            validators: (header?.validators.members ?? []).map {
                ($0.key.count == 20 ? "0x" + Hex.encode($0.key) : "\(scheme):\(Hex.encode($0.key))", $0.weight)
            })
    }

    // MARK: Events

    /// - Parameter chain: all events go there; nil: each where it says.
    init(
        events paths: [String], chain: String?, seed: UInt64, key: PublisherKey?, serving: EnvelopeServing,
        faults: FaultPlan
    ) throws {
        let secret = "yushi published events \(seed)"
        guard let key = key ?? ReferenceChain.key(.ed25519, secret: secret + "/publisher") else {
            throw CommandFailure.environment("no key can be derived: libsodium without Ed25519")
        }
        var lines: [(place: String, object: JSONObject)] = []
        for path in paths {
            let bytes = try KeyFile.bytes(of: path, limit: Self.greatestFile)
            for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            where !line.isEmpty {
                guard let object = try? JSONParser.parse(Array(line), maximumBytes: 1 << 20).object else {
                    throw CommandFailure.badInput("\(path):\(number + 1): expected one JSON object a line")
                }
                lines.append(("\(path):\(number + 1)", object))
            }
        }
        try self.init(lines, chain: chain, secret: secret, key: key, serving: serving, faults: faults)
    }

    private init(
        _ lines: [(place: String, object: JSONObject)], chain: String?, secret: String, key: PublisherKey,
        serving: EnvelopeServing, faults: FaultPlan
    ) throws {
        let start = lines.compactMap { $0.object["time"]?.string.flatMap { WorldChains.milliseconds($0) } }.min() ?? 0
        var world = WorldChains(secret: secret, start: start, isCommercial: { _ in false })
        var publishers: [String: EnvelopePublisher] = [:]
        var registrations: [EnvelopeRegistration] = []
        var steps: [Step] = []
        var open: (chain: String, height: Int64, time: String)?
        func close() throws {
            guard let block = open else { return }
            open = nil
            let end: JSONObject = [
                "chain": .string(block.chain), "time": .string(block.time), "type": "chain.block",
            ]
            if let made = try world.take(end.encode()), let publisher = publishers[made.chain] {
                steps.append(.block(made, publisher))
            }
        }
        for (place, object) in lines where object["type"] != nil {
            guard let name = chain ?? object["chain"]?.string, let time = object["time"]?.string,
                WorldChains.milliseconds(time) != nil
            else { throw CommandFailure.badInput("\(place): expected chain and time, as 2025-03-01T00:00:00Z") }
            if publishers[name] == nil {
                guard let reference = world.add(name),
                    let stream = EnvelopeStream(
                        kind: .native, chain: name, genesis: reference.genesis, publisher: "platform",
                        epoch: WitnessKey.randomBytes(EnvelopeStream.epochByteCount))
                else { throw CommandFailure.badInput("\(place): chain \"\(name)\": expected A-Z a-z 0-9 . _ - :") }
                let publisher = EnvelopePublisher(stream: stream, key: key, socket: serving.socket, faults: faults)
                try publisher.publish(reference.first.evidence, reference.first.body, isAnnounced: false)
                serving.publishers.add(publisher)
                publishers[name] = publisher
                let set = reference.maker.validators
                registrations.append(
                    EnvelopeRegistration(
                        kind: .native, chain: name, genesis: reference.genesis, publisher: key.publicKey,
                        validators: set.members.map {
                            ("\(set.scheme.rawValue):\(Hex.encode($0.key))", $0.weight)
                        }))
            }
            // Events of one height, or without heights of one time, make a block.
            let height = object["height"]?.integer ?? -1
            if let block = open, block.chain != name || block.height != height || height < 0 && block.time != time {
                try close()
            }
            var event = object
            event.set("chain", to: .string(name))
            _ = try world.take(event.encode())
            open = (name, height, open?.time ?? time)
        }
        try close()
        self.registrations = registrations
        self.steps = steps
    }

    // MARK: Publishing

    /// Publishes everything.
    ///
    /// - Parameters:
    ///   - rate: blocks a second; 0 for as fast as possible.
    ///   - preloaded: so many are served and not announced.
    ///   - limit: most blocks; nil for all.
    func run(rate: Double, preloaded: Int, limit: Int?) async throws {
        let clock = ContinuousClock()
        let pause: Duration = rate > 0 ? .nanoseconds(Int64(1_000_000_000 / rate)) : .zero
        var due = clock.now
        for (count, step) in steps.prefix(limit ?? steps.count).enumerated() {
            try Task.checkCancellation()
            switch step {
            case .envelope(let envelope, let publisher):
                try publisher.send(recorded: envelope, isAnnounced: count >= preloaded)
            case .block(let block, let publisher):
                try publisher.publish(block.evidence, block.body, isAnnounced: count >= preloaded)
            }
            guard pause > .zero, count >= preloaded else { continue }
            due = max(due + pause, clock.now - pause)
            try await clock.sleep(until: due)
        }
    }
}
