internal import ChainFormats
internal import ParticipantNode
internal import Simulation
internal import SupervisionModel

/// Publishes a made-up world: its past at once, its future when it comes.
actor WorldPublication {
    /// What a node must register.
    nonisolated let registrations: [EnvelopeRegistration]
    private var simulation: Simulation
    private var world: WorldChains
    private let publishers: [String: EnvelopePublisher]

    /// Whether alerts of a rule depend on what a node sees of feeds and blocks.
    static func dependsOnNode(_ rule: String) -> Bool { rule.hasPrefix("CHN") }

    /// - Parameter key: of the publisher; derived from the seed when nil.
    init(
        _ simulation: Simulation, seed: UInt64, key: PublisherKey?, serving: EnvelopeServing, faults: FaultPlan
    ) throws {
        let secret = "yushi simulated world \(seed)"
        guard let key = key ?? ReferenceChain.key(.ed25519, secret: secret + "/publisher") else {
            throw CommandFailure.environment("no key can be derived: libsodium without Ed25519")
        }
        let start = simulation.start.milliseconds
        let signed = Set(simulation.chains.filter { $0.consensus == .signed }.map(\.id.text))
        var world = WorldChains(secret: secret, start: UInt64(max(0, start)), isCommercial: { signed.contains($0) })
        var registrations: [EnvelopeRegistration] = []
        var publishers: [String: EnvelopePublisher] = [:]
        for chain in simulation.chains {
            guard let reference = world.add(chain.id.text),
                let stream = EnvelopeStream(
                    kind: .native, chain: chain.id.text, genesis: reference.genesis, publisher: "world",
                    epoch: WitnessKey.randomBytes(EnvelopeStream.epochByteCount))
            else {
                throw CommandFailure.environment(
                    "chain \(chain.id) cannot be made: OpenSSL without SM2 and SM3")
            }
            let publisher = EnvelopePublisher(stream: stream, key: key, socket: serving.socket, faults: faults)
            try publisher.publish(reference.first.evidence, reference.first.body, isAnnounced: false)
            serving.publishers.add(publisher)
            publishers[chain.id.text] = publisher
            let set = reference.maker.validators
            registrations.append(
                EnvelopeRegistration(
                    kind: .native, chain: chain.id.text, genesis: reference.genesis, publisher: key.publicKey,
                    validators: set.members.map {
                        ("\(set.scheme.rawValue):\(Hex.encode($0.key))", $0.weight)
                    }, finalityDepth: chain.finalityBlocks, targetSeconds: chain.targetSeconds))
        }
        self.simulation = simulation
        self.world = world
        self.registrations = registrations
        self.publishers = publishers
    }

    /// Publishes until the world ends.
    ///
    /// - Parameters:
    ///   - rate: blocks a second; 0 for as fast as possible.
    ///   - limit: most blocks; nil for all.
    func run(rate: Double, limit: Int?) async throws {
        let pause: Duration = rate > 0 ? .nanoseconds(Int64(1_000_000_000 / rate)) : .zero
        let clock = ContinuousClock()
        var due = clock.now
        var count = 0
        var progress = SimulationProgress(days: simulation.days)
        while let lines = simulation.nextDay() {
            for line in lines.split(separator: UInt8(ascii: "\n")) {
                guard let block = try world.take(Array(line)) else { continue }
                try await wait(for: block.evidence.milliseconds)
                try publishers[block.chain]?.publish(block.evidence, block.body)
                count += 1
                if let limit, count >= limit {
                    return progress.finish(events: simulation.eventCount, claims: simulation.claims.count)
                }
                if pause > .zero {
                    due = max(due + pause, clock.now - pause)
                    try await clock.sleep(until: due)
                } else if count.isMultiple(of: 64) {
                    try Task.checkCancellation()
                    await Task.yield()
                }
            }
            progress.update(events: simulation.eventCount)
        }
        progress.finish(events: simulation.eventCount, claims: simulation.claims.count)
    }

    /// A block comes at its time, not before.
    private func wait(for milliseconds: UInt64) async throws {
        let now = EnvelopeServing.now()
        guard milliseconds > now else { return }
        try await Task.sleep(for: .milliseconds(Int64(milliseconds - now)))
    }
}
