import Foundation
import ParticipantNode
import Synchronization
import TransparencyLog

/// A log, and a folder in which a witness of it keeps its state.
final class WitnessWorld: Sendable {
    let folder: String
    let log: NoteSigner
    let signer: NoteSigner
    private let clock = Atomic<UInt64>(1_700_000_000)
    private let reported = Mutex<[WitnessEvent]>([])
    private let tree: MerkleTree

    static let size: UInt64 = 400

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("witness-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        log = try NoteSigner(name: KeyName("log.example"), type: .ed25519, seed: [UInt8](repeating: 1, count: 32))
        signer = try NoteSigner(name: KeyName("w.example"), type: .cosignature, seed: [UInt8](repeating: 2, count: 32))
        let hasher = SHA256Hasher()
        var tree = MerkleTree()
        for index in 0..<Self.size { tree.append(hasher.leaf(Array("\(index)".utf8)), hasher: hasher) }
        self.tree = tree
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var state: String { folder + "/state" }
    var binding: String { folder + "/key.binding" }

    var events: [WitnessEvent] { reported.withLock { $0 } }

    func setClock(_ seconds: UInt64) {
        clock.store(seconds, ordering: .relaxed)
    }

    /// Where the record of the log lies.
    var record: String { state + "/logs/" + SHA256Hasher.hash(Array("log.example".utf8)).hex }

    func openStore(signer other: NoteSigner? = nil, number: UInt8 = 7) throws -> WitnessStore {
        try WitnessStore(
            directory: state, key: (other ?? signer).verifierKey, binding: binding,
            newNumber: { [UInt8](repeating: number, count: 16) })
    }

    /// A witness on the state in the folder.
    func open() throws -> WitnessService {
        try WitnessService(
            witness: Witness(signer: signer, logKeys: [log.verifierKey]), store: openStore(),
            now: { self.clock.load(ordering: .relaxed) },
            report: { event in self.reported.withLock { $0.append(event) } })
    }

    func request(_ old: UInt64, _ new: UInt64, root: Hash? = nil, signer other: NoteSigner? = nil) throws -> [UInt8] {
        let hasher = SHA256Hasher()
        let signer = other ?? log
        let checkpoint = try Checkpoint(
            origin: signer.verifierKey.name.text, size: new, root: root ?? tree.root(size: new, hasher: hasher))
        let proof = try ConsistencyProof(oldSize: old, newSize: new, reader: tree, hasher: hasher).hashes
        return AddCheckpointRequest(
            oldSize: old, proof: proof, signedCheckpoint: try SignedCheckpoint(checkpoint, signer: signer)
        ).encode()
    }

    /// The size that a witness shows to monitors, from a checkpoint with both signatures.
    func shownSize(_ service: WitnessService) throws -> UInt64? {
        guard let bytes = service.checkpoint(identifier: SHA256Hasher.hash(Array("log.example".utf8)).hex) else {
            return nil
        }
        let signed = try SignedCheckpoint(parsing: bytes)
        guard try signed.note.verify(with: [log.verifierKey, signer.verifierKey]).count == 2 else { return nil }
        return signed.checkpoint.size
    }
}
