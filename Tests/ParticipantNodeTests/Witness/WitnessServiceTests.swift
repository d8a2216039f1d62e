import Foundation
import ParticipantNode
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(2))) struct WitnessServiceTests {
    @Test func remembersOverRestarts() throws {
        let world = try WitnessWorld()
        do {
            let service = try world.open()
            #expect(try world.shownSize(service) == nil)
            #expect(service.addCheckpoint(try world.request(0, 10)).status == 200)
            #expect(service.addCheckpoint(try world.request(10, 25)).status == 200)
            #expect(try world.shownSize(service) == 25)
        }
        let again = try world.open()
        #expect(try world.shownSize(again) == 25)
        // What came before is not cosigned again, however good its proof.
        for (old, new) in [(0, 10), (10, 25), (0, 30), (24, 30)] as [(UInt64, UInt64)] {
            let answer = again.addCheckpoint(try world.request(old, new))
            #expect(answer.status == 409)
            #expect(answer.body == Array("25\n".utf8))
        }
        #expect(again.addCheckpoint(try world.request(25, 30)).status == 200)
        #expect(try world.shownSize(again) == 30)
    }

    @Test func refusalsChangeNothing() throws {
        let world = try WitnessWorld()
        let service = try world.open()
        #expect(service.addCheckpoint(try world.request(0, 10)).status == 200)
        let before = try Data(contentsOf: URL(fileURLWithPath: world.record))
        let stranger = try NoteSigner(
            name: KeyName("other.example"), type: .ed25519, seed: [UInt8](repeating: 5, count: 32))
        let other = SHA256Hasher.hash([9])
        for (body, status) in [
            (Array("garbage".utf8), 400), ([], 400), (try world.request(10, 12, signer: stranger), 404),
            (try world.request(3, 12), 409), (try world.request(10, 12, root: other), 422),
            (try world.request(10, 10, root: other), 422),
        ] { #expect(service.addCheckpoint(body).status == status) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: world.record)) == before)
        let evidence = try FileManager.default.contentsOfDirectory(atPath: world.state + "/evidence")
        #expect(evidence.count == 1)
        let kept = try Data(contentsOf: URL(fileURLWithPath: "\(world.state)/evidence/\(evidence.first ?? "")"))
        #expect(try AddCheckpointRequest(parsing: [UInt8](kept)).signedCheckpoint.checkpoint.root == other)
        #expect(world.events.contains(.equivocation(origin: "log.example", size: 10)))
        // Sent again it is the same evidence; and evidence has a limit.
        for index in 0..<(WitnessStore.maximumEvidenceCount + 5) {
            let root = SHA256Hasher.hash([UInt8(index), 1])
            #expect(service.addCheckpoint(try world.request(10, 10, root: root)).status == 422)
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: world.state + "/evidence").count
                == WitnessStore.maximumEvidenceCount)
    }

    /// The exchange recorded from another witness, through store and disk.
    @Test(.enabled(if: WitnessVectors.exist, "skipped: no ../shared/data/tlog")) func recordedExchange() throws {
        let file = try WitnessVectors.read()
        let world = try WitnessWorld()
        let service = try WitnessService(
            witness: Witness(signer: world.signer, logKeys: [VerifierKey(file.log_vkey)]), store: world.openStore())
        #expect(file.exchanges_in_order.count == 9)
        for (index, exchange) in file.exchanges_in_order.enumerated() {
            let answer = service.addCheckpoint(Array(exchange.body.utf8))
            // The second has a signature in base 64 with spare bits that are not zero: here malformed, not only wrong.
            #expect(answer.status == (index == 1 ? 400 : exchange.status_c2sp_v1), "exchange \(index)")
        }
    }

    /// Many at once, each from the head it saw last: the witness only ever moves forward, and every cosignature is of a
    /// head that was the largest at its moment.
    @Test func concurrentClients() async throws {
        let world = try WitnessWorld()
        let service = try world.open()
        let sizes = try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for client in 0..<8 {
                group.addTask {
                    var state = UInt64(client) &* 0x9E37_79B9_7F4A_7C15
                    var cosigned: [UInt64] = []
                    var known: UInt64 = 0
                    while known < WitnessWorld.size {
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        let target = min(WitnessWorld.size, known + 1 + (state >> 33) % 40)
                        let answer = service.addCheckpoint(try world.request(known, target))
                        switch answer.status {
                        case 200:
                            cosigned.append(target)
                            known = target
                        case 409:
                            let response = try AddCheckpointResponse(
                                status: 409, contentType: answer.contentType, body: answer.body)
                            guard case .conflict(let size) = response else { break }
                            #expect(size > known, "the witness went back")
                            known = size
                        default:
                            Issue.record("status \(answer.status)")
                        }
                    }
                    return cosigned
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(sizes).count == sizes.count, "no head was cosigned twice")
        #expect(try world.shownSize(service) == WitnessWorld.size)
        let reported = world.events.compactMap { event -> UInt64? in
            if case .cosigned(_, let size) = event { size } else { nil }
        }
        #expect(reported == sizes.sorted(), "in the order in which they were stored")
    }

    @Test func timesNeverGoBack() throws {
        let world = try WitnessWorld()
        let service = try world.open()
        #expect(service.addCheckpoint(try world.request(0, 10)).status == 200)
        world.setClock(1_600_000_000)
        #expect(service.addCheckpoint(try world.request(10, 11)).status == 503)
        #expect(try world.shownSize(service) == 10)
        world.setClock(1_700_000_001)
        #expect(service.addCheckpoint(try world.request(10, 11)).status == 200)
    }

    /// After a write that failed nothing is cosigned until a new start has read what is on the disk.
    @Test func failedWrite() throws {
        let world = try WitnessWorld()
        let service = try world.open()
        #expect(service.addCheckpoint(try world.request(0, 10)).status == 200)
        // In place of the temporary file lies a folder.
        try FileManager.default.createDirectory(atPath: world.record + ".new", withIntermediateDirectories: true)
        #expect(service.addCheckpoint(try world.request(10, 11)).status == 503)
        try FileManager.default.removeItem(atPath: world.record + ".new")
        #expect(service.addCheckpoint(try world.request(10, 11)).status == 503)
        #expect(try world.shownSize(service) == 10)
        let failures = world.events.compactMap { event -> WitnessStoreError.Code? in
            if case .failed(let error) = event { error.code } else { nil }
        }
        #expect(failures == [.io])
    }
}

/// The recorded exchanges beside the repository.
enum WitnessVectors {
    struct File: Decodable {
        struct Exchange: Decodable {
            let body: String
            let status_c2sp_v1: Int
        }
        let log_vkey: String
        let exchanges_in_order: [Exchange]
    }

    private static let path: URL = {
        let shared =
            ProcessInfo.processInfo.environment["YUSHI_SHARED"].map { URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared").standardizedFileURL
        return shared.appendingPathComponent("data/tlog/witness-protocol/add_checkpoint_sequence.json")
    }()

    static var exist: Bool { FileManager.default.fileExists(atPath: path.path) }

    static func read() throws -> File {
        try JSONDecoder().decode(File.self, from: Data(contentsOf: path))
    }
}
