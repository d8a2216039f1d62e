import Crypto
public import Persistence
import SupervisionModel
public import TransparencyLog

/// The key with which the ledger's heads are signed (LEDGER.md D8): a file beside the store, never in it.
public enum LogKey {
    /// Where the key of a store lies.
    public static func path(store: String) -> String { store + "/log.key" }

    /// Makes a key for a live store and returns the text with which others verify.
    @discardableResult
    public static func create(store: String, origin: String) throws -> String {
        let seed = Array(Curve25519.Signing.PrivateKey().rawRepresentation)
        let signer = try signer(origin: origin, seed: seed)
        try SecretFile.create(path(store: store), signer.secretText)
        return signer.verifierKey.description
    }

    /// The signer of a store. That of an offline store is computed from its seed, like all its keys: it proves
    /// nothing, but the same files give the same checkpoint.
    public static func signer(of store: Store, directory: String, seed: [UInt8]?) throws -> NoteSigner {
        if store.description.kind == .offline {
            return try offline(origin: store.description.origin, seed: seed ?? [])
        }
        do {
            return try NoteSigner(parsing: SecretFile.read(path(store: directory)))
        } catch let error as LogError {
            throw NodeError(.badKey, "\(path(store: directory)): \(error)")
        }
    }

    /// With what the checkpoints of a store verify, without opening it.
    public static func verifier(directory: String, seed: [UInt8]) throws -> VerifierKey {
        if FilePresence.exists(path(store: directory)) {
            do {
                return try NoteSigner(parsing: SecretFile.read(path(store: directory))).verifierKey
            } catch let error as LogError {
                throw NodeError(.badKey, "\(path(store: directory)): \(error)")
            }
        }
        return try offline(origin: NodeStore.offlineOrigin, seed: seed).verifierKey
    }

    private static func offline(origin: String, seed: [UInt8]) throws -> NoteSigner {
        let mac = HMAC<SHA256>.authenticationCode(
            for: Array("yushi offline log key".utf8), using: SymmetricKey(data: seed))
        return try signer(origin: origin, seed: Array(mac))
    }

    private static func signer(origin: String, seed: [UInt8]) throws -> NoteSigner {
        do {
            return try NoteSigner(name: KeyName(origin), type: .ed25519, seed: seed)
        } catch {
            throw NodeError(.badKey, "origin \"\(origin)\": \(error)")
        }
    }
}

extension CheckpointStore {
    /// Signs the committed head, unless it is signed already.
    @discardableResult
    public func sign(with signer: NoteSigner, origin: String) throws -> Stored {
        try sign { head in
            let checkpoint = try Checkpoint(origin: origin, size: head.size, root: head.root)
            return try SignedCheckpoint(checkpoint, signer: signer).encode()
        }
    }
}
