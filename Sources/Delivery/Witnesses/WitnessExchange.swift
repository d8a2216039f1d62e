public import AsyncHTTPClient
import NIOCore
public import Persistence
import Synchronization
import TransparencyLog

/// Has the heads of the ledger cosigned (LEDGER.md D7): every witness at once, each in its own time; all good lines are
/// kept, not only the quorum's.
public final class WitnessExchange: Sendable {
    /// From where a witness is asked again after it has said which head it knows.
    private static let maximumRounds = 4

    private let store: Store
    private let client: WitnessClient
    public let endpoints: [WitnessEndpoint]
    /// By endpoint: the size that it cosigned last, as far as is known.
    private let sizes: Mutex<[UInt64]>

    /// - Parameter timeout: of one request.
    public init(store: Store, endpoints: [WitnessEndpoint], client: HTTPClient, timeout: Duration = .seconds(5)) {
        self.store = store
        self.endpoints = endpoints
        self.client = WitnessClient(client: client, timeout: timeout)
        sizes = Mutex(Array(repeating: 0, count: endpoints.count))
    }

    /// A client that goes nowhere but where it is told.
    public static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.decompression = .disabled
        configuration.timeout.connect = .seconds(3)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Asks every witness to cosign the last signed head.
    ///
    /// - Parameter time: POSIX seconds now; a cosignature from later than five minutes after it is refused.
    /// - Returns: one outcome for each endpoint, in their order; empty before the first checkpoint.
    /// - Throws: what the store throws.
    public func push(at time: UInt64) async throws -> [WitnessOutcome] {
        guard let checkpoint = try store.checkpoints.last() else { return [] }
        let signed = try SignedCheckpoint(parsing: checkpoint.note)
        return try await withThrowingTaskGroup(of: (Int, WitnessOutcome).self) { group in
            for index in endpoints.indices {
                group.addTask { (index, try await self.ask(index, signed, time)) }
            }
            var outcomes = [WitnessOutcome](repeating: .unreachable("not asked"), count: endpoints.count)
            for try await (index, outcome) in group { outcomes[index] = outcome }
            return outcomes
        }
    }

    private func ask(_ index: Int, _ signed: SignedCheckpoint, _ time: UInt64) async throws -> WitnessOutcome {
        let endpoint = endpoints[index]
        let size = signed.checkpoint.size
        var old = min(sizes.withLock { $0[index] }, size)
        for _ in 0..<WitnessExchange.maximumRounds {
            let request = AddCheckpointRequest(
                oldSize: old, proof: try proof(from: old, to: size), signedCheckpoint: signed)
            switch await client.add(request, to: endpoint) {
            case .failure(let what): return .unreachable(what)
            case .response(.refused(let status, let reason)): return .refused(status: status, reason: reason)
            case .response(.conflict(let known)):
                sizes.withLock { $0[index] = known }
                guard known <= size else { return .ahead(size: known) }
                guard known != old else { return .untrue("a conflict at the size that was named, \(known)") }
                old = known
            case .response(.cosigned(let lines)):
                var copy = signed
                let added = copy.add(lines, from: [endpoint.key], latestTime: time + 300)
                guard !added.isEmpty,
                    let line = lines.first(where: { $0.keyID == endpoint.key.keyID && $0.name == endpoint.key.name })
                else { return .untrue("no good cosignature of \(endpoint.key.name.text)") }
                try store.checkpoints.put(
                    cosignature: String(decoding: line.lineBytes.dropLast(), as: UTF8.self),
                    keyID: (0..<4).map { UInt8(truncatingIfNeeded: line.keyID >> UInt32(24 - 8 * $0)) }, size: size)
                sizes.withLock { $0[index] = size }
                return .cosigned
            }
        }
        return .untrue("it named another size each time")
    }

    private func proof(from old: UInt64, to size: UInt64) throws -> [Hash] {
        guard old > 0, old < size else { return [] }
        return try ProofPlan(consistencyFrom: old, to: size)
            .proof(from: store.ledger.hashes(size: size), hasher: SHA256Hasher())
    }
}
