import AsyncHTTPClient
import Delivery
import Foundation
import NIOCore
import NIOPosix
import ParticipantNode
import Persistence
import Supervision
import Testing
import TransparencyLog

/// The exchange with witnesses that are real ones, over loopback.
@Suite(.timeLimit(.minutes(2))) struct WitnessExchangeTests {
    private static let time: UInt64 = 1_700_000_000

    /// A ledger under a key, in a directory of its own.
    private struct Log {
        let directory = NSTemporaryDirectory() + "delivery-" + UUID().uuidString
        let store: Store
        let signer: NoteSigner
        let origin: String

        init(records: UInt64, origin: String = "log.example/audit") throws {
            self.origin = origin
            store = try Store.create(at: directory, kind: .live, origin: origin)
            signer = try NoteSigner(name: KeyName(origin), type: .ed25519, seed: [UInt8](repeating: 7, count: 32))
            try grow(to: records)
        }

        /// Adds records up to a size, and signs.
        func grow(to size: UInt64) throws {
            var batch = LedgerBatch()
            for sequence in try store.ledger.head().size..<size {
                let bytes = Array("record \(sequence)".utf8)
                batch.append(
                    StoredRecord(sequence: sequence, bytes: bytes, leafHash: SHA256Hasher().leaf(bytes), items: []),
                    changes: StateChanges([]))
            }
            try store.commit(batch)
            _ = try store.checkpoints.sign { head in
                try SignedCheckpoint(
                    Checkpoint(origin: origin, size: head.size, root: head.root), signer: signer
                ).encode()
            }
        }
    }

    /// A witness of some logs.
    private struct Witnessing {
        let signer: NoteSigner
        let server: WitnessServer

        init(_ name: String, seed: UInt8, logs: [Log]) async throws {
            let directory = NSTemporaryDirectory() + "witness-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            signer = try NoteSigner(name: KeyName(name), type: .cosignature, seed: [UInt8](repeating: seed, count: 32))
            let store = try WitnessStore(
                directory: directory + "/state", key: signer.verifierKey, binding: directory + "/binding",
                newNumber: { [UInt8](repeating: seed, count: 16) })
            server = try await WitnessServer(
                host: "127.0.0.1", port: 0,
                service: WitnessService(
                    witness: Witness(signer: signer, logKeys: logs.map(\.signer.verifierKey)), store: store,
                    now: { WitnessExchangeTests.time }))
        }

        var endpoint: WitnessEndpoint {
            WitnessEndpoint(key: signer.verifierKey, url: "http://127.0.0.1:\(server.port)/")
        }
    }

    private func push(
        _ log: Log, _ endpoints: [WitnessEndpoint], timeout: Duration = .seconds(5)
    ) async throws -> [WitnessOutcome] {
        let client = WitnessExchange.makeClient()
        let exchange = WitnessExchange(store: log.store, endpoints: endpoints, client: client, timeout: timeout)
        let outcomes = try await exchange.push(at: WitnessExchangeTests.time)
        try await client.shutdown()
        return outcomes
    }

    @Test("heads are cosigned one after the other, by a client with and without memory")
    func cosigned() async throws {
        let log = try Log(records: 3)
        let (one, two) = (
            try await Witnessing("w.example/one", seed: 1, logs: [log]),
            try await Witnessing("w.example/two", seed: 2, logs: [log])
        )
        let client = WitnessExchange.makeClient()
        let exchange = WitnessExchange(store: log.store, endpoints: [one.endpoint, two.endpoint], client: client)
        #expect(try await exchange.push(at: Self.time) == [.cosigned, .cosigned])
        try log.grow(to: 300)
        #expect(try await exchange.push(at: Self.time) == [.cosigned, .cosigned])
        try await client.shutdown()
        try log.grow(to: 301)
        // This one begins with "old 0" and is told where the witnesses stand.
        #expect(try await push(log, [one.endpoint, two.endpoint]) == [.cosigned, .cosigned])

        let policy = try TrustPolicy(
            parsing: Array(
                """
                log \(log.signer.verifierKey)
                witness one \(one.signer.verifierKey)
                witness two \(two.signer.verifierKey)
                group both all one two
                quorum both

                """.utf8))
        for size: UInt64 in [3, 300, 301] {
            let checkpoint = try #require(try log.store.checkpoints.checkpoint(size: size))
            let note = try log.store.checkpoints.cosignedNote(of: checkpoint)
            #expect(try policy.verify(SignedCheckpoint(parsing: note)).cosignatures.count == 2)
            #expect(throws: LogError.self) { try policy.verify(SignedCheckpoint(parsing: checkpoint.note)) }
        }
        #expect(try log.store.checkpoints.lastCosigned()?.head.size == 301)
        await one.server.close()
        await two.server.close()
    }

    @Test("a dead and a silent witness hold nobody up")
    func unreachable() async throws {
        let log = try Log(records: 5)
        let good = try await Witnessing("w.example/good", seed: 3, logs: [log])
        let silent = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let silentPort = try #require(silent.localAddress?.port)
        let gone = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let deadPort = try #require(gone.localAddress?.port)
        try await gone.close()
        let outcomes = try await push(
            log,
            [
                WitnessEndpoint(key: good.signer.verifierKey, url: "http://127.0.0.1:\(deadPort)"),
                WitnessEndpoint(key: good.signer.verifierKey, url: "http://127.0.0.1:\(silentPort)"), good.endpoint,
            ], timeout: .milliseconds(500))
        for outcome in outcomes.prefix(2) {
            guard case .unreachable = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
        #expect(outcomes.last == .cosigned)
        try await silent.close()
        await good.server.close()
    }

    @Test("another key than the one that is trusted, and a log that the witness does not know")
    func untrue() async throws {
        let log = try Log(records: 5)
        let stranger = try Log(records: 5, origin: "other.example/audit")
        let witness = try await Witnessing("w.example/one", seed: 4, logs: [log])
        let other = try NoteSigner(
            name: KeyName("w.example/one"), type: .cosignature, seed: [UInt8](repeating: 9, count: 32))
        let wrong = WitnessEndpoint(key: other.verifierKey, url: witness.endpoint.url)
        let outcomes = try await push(log, [wrong])
        guard case .untrue? = outcomes.first else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(try log.store.checkpoints.cosignatures(size: 5) == [])
        guard case .refused(404, _)? = try await push(stranger, [witness.endpoint]).first else {
            Issue.record("a log that it does not know")
            return
        }
        await witness.server.close()
    }

    @Test("a witness that is ahead says that the ledger was rolled back, and then nothing is signed")
    func rolledBack() async throws {
        let log = try Log(records: 300)
        let older = try Log(records: 3)
        let witness = try await Witnessing("w.example/one", seed: 5, logs: [log])
        #expect(try await push(log, [witness.endpoint]) == [.cosigned])
        #expect(try await push(older, [witness.endpoint]) == [.ahead(size: 300)])
        try older.store.halt("witness w.example/one has cosigned size 300")
        #expect(throws: StoreError.self) { try older.grow(to: 4) }
        await witness.server.close()
    }

    @Test("another history of the same size is refused by the witness")
    func forked() async throws {
        let log = try Log(records: 10)
        let witness = try await Witnessing("w.example/one", seed: 6, logs: [log])
        #expect(try await push(log, [witness.endpoint]) == [.cosigned])
        // The same key over other records.
        let directory = NSTemporaryDirectory() + "delivery-" + UUID().uuidString
        let store = try Store.create(at: directory, kind: .live, origin: log.origin)
        var batch = LedgerBatch()
        for sequence: UInt64 in 0..<12 {
            let bytes = Array("other \(sequence)".utf8)
            batch.append(
                StoredRecord(sequence: sequence, bytes: bytes, leafHash: SHA256Hasher().leaf(bytes), items: []),
                changes: StateChanges([]))
        }
        try store.commit(batch)
        _ = try store.checkpoints.sign { head in
            try SignedCheckpoint(
                Checkpoint(origin: log.origin, size: head.size, root: head.root), signer: log.signer
            ).encode()
        }
        let client = WitnessExchange.makeClient()
        let exchange = WitnessExchange(store: store, endpoints: [witness.endpoint], client: client)
        guard case .refused(422, _)? = try await exchange.push(at: Self.time).first else {
            Issue.record("a second history was cosigned")
            return
        }
        try await client.shutdown()
        await witness.server.close()
    }
}
