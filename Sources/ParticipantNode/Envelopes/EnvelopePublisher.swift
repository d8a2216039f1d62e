public import ChainFormats
public import SupervisionModel
internal import Synchronization
public import ZeroMQPublish

/// The publisher of one chain in the supervision protocol: signs envelopes in one stream, sends them and heartbeats over
/// ZeroMQ, and serves the same bytes over GET.
///
/// One lock covers everything, so that messages leave in the order of the stream.
public final class EnvelopePublisher: Sendable {
    /// An envelope could not be signed or named.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private struct Entry {
        let sequence: UInt64
        let height: UInt64
        let parent: Digest32
        let bytes: [UInt8]
        let evidence: [UInt8]
    }

    private struct State {
        var sequence: UInt64 = 0
        var previous = Digest32.zero
        var entries: [Digest32: Entry] = [:]
        var bySequence: [UInt64: Digest32] = [:]
        /// Ids of the chain that is served, from `base` on.
        var active: [Digest32] = []
        var base: UInt64 = 0
        var generator: SplitMix64
        var statistics = NodeStatistics()
    }

    /// Blocks that are kept for back-fill.
    private static let keptBlocks = 200_000

    public let stream: EnvelopeStream
    public let key: PublisherKey
    public let faults: FaultPlan
    private let socket: PublishSocket?
    private let state: Mutex<State>

    /// - Parameters:
    ///   - faults: what goes wrong.
    ///   - socket: where messages go; nil: back-fill only.
    public init(stream: EnvelopeStream, key: PublisherKey, socket: PublishSocket?, faults: FaultPlan = FaultPlan()) {
        self.stream = stream
        self.key = key
        self.socket = socket
        self.faults = faults
        state = Mutex(State(generator: SplitMix64(seed: faults.seed)))
    }

    /// What it has done so far.
    public var statistics: NodeStatistics { state.withLock { $0.statistics } }

    /// Height and id of the chain that is served; nil before the first block.
    public var tip: (height: UInt64, id: Digest32)? {
        state.withLock { state in
            state.active.last.map { (state.base + UInt64(state.active.count) - 1, $0) }
        }
    }

    /// The id at a height of the chain that is served.
    public func id(at height: UInt64) -> Digest32? { state.withLock { Self.id(at: height, $0) } }

    /// Takes a block into the stream and sends it.
    ///
    /// - Parameter isAnnounced: false for blocks the participant had before anybody listened; they are served only.
    /// - Throws: ``Failure`` when it cannot be signed, `ZeroMQError` when the socket is closed.
    public func publish(_ evidence: BlockEvidence, _ body: BlockBody, isAnnounced: Bool = true) throws {
        try state.withLock { state in
            let right = try sign(evidence, body, state)
            let published =
                faults.mutatedHeights.contains(evidence.height) ? try sign(evidence, Self.altered(body), state) : right
            keep(right, &state)
            let counter = state.sequence
            state.previous = published.digest
            state.sequence += 1
            state.statistics.blocks += 1
            guard isAnnounced, !faults.withheldHeights.contains(evidence.height) else { return }
            let draw = state.generator.next() % 1_000_000
            guard draw >= UInt64(faults.droppedPerMillion) else {
                state.statistics.swallowed += 1
                return
            }
            try send(SupervisionTopic.envelope(stream.chain), published.bytes, counter)
            state.statistics.messages += 1
        }
    }

    /// Sends bytes as the next envelope whatever they are: for those who hold signed envelopes already.
    public func send(recorded envelope: Envelope, isAnnounced: Bool = true) throws {
        try state.withLock { state in
            keep(envelope, &state)
            state.sequence = envelope.sequence + 1
            state.previous = envelope.digest
            state.statistics.blocks += 1
            guard isAnnounced, !faults.withheldHeights.contains(envelope.evidence.height) else { return }
            let draw = state.generator.next() % 1_000_000
            guard draw >= UInt64(faults.droppedPerMillion) else {
                state.statistics.swallowed += 1
                return
            }
            try send(SupervisionTopic.envelope(stream.chain), envelope.bytes, envelope.sequence)
            state.statistics.messages += 1
        }
    }

    /// Says how far it is.
    ///
    /// - Parameter milliseconds: by the publisher's clock.
    public func beat(at milliseconds: UInt64) throws {
        try state.withLock { state in
            guard let heartbeat = heartbeat(state, at: milliseconds) else { return }
            try send(SupervisionTopic.heartbeat(stream.chain), heartbeat.message.bytes, heartbeat.nextSequence)
        }
    }

    // MARK: Making

    private func sign(_ evidence: BlockEvidence, _ body: BlockBody, _ state: State) throws -> Envelope {
        let key = key
        guard
            let envelope = Envelope(
                stream: stream, sequence: state.sequence, previous: state.previous, evidence: evidence, body: body,
                key: key.publicKey, sign: { key.sign($0) })
        else { throw Failure(description: "block \(evidence.id) cannot be signed with \(key)") }
        return envelope
    }

    private func heartbeat(_ state: State, at milliseconds: UInt64) -> Heartbeat? {
        let key = key
        guard let id = state.active.last else { return nil }
        return Heartbeat(
            stream: stream, nextSequence: state.sequence, height: state.base + UInt64(state.active.count) - 1, id: id,
            milliseconds: milliseconds, key: key.publicKey, sign: { key.sign($0) })
    }

    /// A body with one bit of its first transaction changed: a bridge that lies.
    private static func altered(_ body: BlockBody) -> BlockBody {
        var transactions = body.transactions
        if transactions.isEmpty {
            transactions = [Array("{}".utf8)]
        } else if !transactions[0].isEmpty {
            transactions[0][transactions[0].count / 2] ^= 1
        }
        return BlockBody(
            transactions: transactions, identifiers: body.identifiers, receipts: body.receipts,
            withdrawals: body.withdrawals)
    }

    private func send(_ topic: String, _ body: [UInt8], _ counter: UInt64) throws {
        try socket?.send([Array(topic.utf8), body, FeedPart(counter: counter, epoch: stream.epoch).bytes])
    }

    // MARK: Serving

    private func keep(_ envelope: Envelope, _ state: inout State) {
        let id = envelope.evidence.id
        let entry = Entry(
            sequence: envelope.sequence, height: envelope.evidence.height,
            parent: envelope.evidence.parents.first ?? .zero, bytes: envelope.bytes, evidence: envelope.evidenceBytes)
        state.entries[id] = entry
        state.bySequence[envelope.sequence] = id
        activate(id, entry, &state)
        guard state.active.count > Self.keptBlocks + 1_024 else { return }
        let gone = state.active.prefix(1_024)
        for id in gone {
            if let entry = state.entries.removeValue(forKey: id) { state.bySequence[entry.sequence] = nil }
        }
        state.active.removeFirst(gone.count)
        state.base += UInt64(gone.count)
    }

    /// The branch of the block is served when it is the longest.
    private func activate(_ id: Digest32, _ entry: Entry, _ state: inout State) {
        guard !state.active.isEmpty else {
            state.active = [id]
            state.base = entry.height
            return
        }
        guard entry.height >= state.base + UInt64(state.active.count) else { return }
        var path = [id]
        var parent = entry.parent
        var height = entry.height
        while height > state.base, Self.id(at: height - 1, state) != parent {
            guard let below = state.entries[parent] else { return }
            path.append(parent)
            parent = below.parent
            height -= 1
        }
        guard height > state.base else { return }
        let kept = Int(height - state.base)
        if kept < state.active.count { state.statistics.reorganisations += 1 }
        state.active.removeLast(state.active.count - kept)
        state.active += path.reversed()
    }

    private static func id(at height: UInt64, _ state: State) -> Digest32? {
        guard height >= state.base, height - state.base < UInt64(state.active.count) else { return nil }
        return state.active[Int(height - state.base)]
    }

    /// Answers a GET of the chain's back-fill.
    ///
    /// - Parameters:
    ///   - path: what follows `/supervision/1/CHAIN/`: `tip`, `headers/COUNT/ID`, `blocks/ID`, `envelopes/SEQUENCE`.
    ///   - milliseconds: by the publisher's clock.
    public func respond(to path: [Substring], at milliseconds: UInt64) -> RESTResponse {
        state.withLock { state in
            switch (path.first, path.count) {
            case ("tip", 1):
                guard let heartbeat = heartbeat(state, at: milliseconds) else { return .error(404, "no block yet") }
                return .binary(heartbeat.message.bytes)
            case ("headers", 3):
                guard let count = UInt64(path[1]), (1...UInt64(EvidenceList.limit)).contains(count),
                    let id = Digest32(hex: path[2])
                else { return .error(400, "expected headers/COUNT/ID with COUNT from 1 to \(EvidenceList.limit)") }
                return headers(count, from: id, state)
            case ("blocks", 2):
                guard let id = Digest32(hex: path[1]) else { return .error(400, "expected 64 hexadecimal digits") }
                return block(id, state)
            case ("envelopes", 2):
                guard let sequence = UInt64(path[1]), let id = state.bySequence[sequence] else {
                    return .error(404, "no such envelope")
                }
                return block(id, state)
            default: return .error(404, "expected tip, headers/COUNT/ID, blocks/ID or envelopes/SEQUENCE")
            }
        }
    }

    private func block(_ id: Digest32, _ state: State) -> RESTResponse {
        guard let entry = state.entries[id], !faults.withheldHeights.contains(entry.height) else {
            return .error(404, "\(id) not found")
        }
        return .binary(entry.bytes)
    }

    /// Evidence forward along the served chain, the block first; 404 for a block that is not on it.
    private func headers(_ count: UInt64, from id: Digest32, _ state: State) -> RESTResponse {
        var height: UInt64
        if let entry = state.entries[id] {
            guard Self.id(at: entry.height, state) == id else { return .error(404, "\(id) is not on the chain") }
            height = entry.height
        } else {
            // The block below the first one kept is known by name only.
            guard let first = state.active.first, state.entries[first]?.parent == id else {
                return .error(404, "\(id) not found")
            }
            height = state.base
        }
        var list: [[UInt8]] = []
        while list.count < Int(count), let id = Self.id(at: height, state), let entry = state.entries[id] {
            list.append(entry.evidence)
            height += 1
        }
        return .binary(EvidenceList.encode(list))
    }
}
