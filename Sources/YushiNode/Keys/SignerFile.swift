import Crypto
public import TransparencyLog

/// Private keys of people who sign packs: one file a person, mode 0600, `PRIVATE+KEY+…` (C2SP signed-note).
public enum SignerFile {
    /// Makes a key and returns its public half.
    ///
    /// - Throws: `NodeError` when the file exists or the name cannot be that of a key.
    public static func create(_ path: String, name: String, isSM2: Bool = false) throws -> VerifierKey {
        // Thirty-two random bytes are a key of either kind, but for one in 2^32 that SM2 does not take.
        let seed = Array(Curve25519.Signing.PrivateKey().rawRepresentation)
        let signer: NoteSigner
        do throws(LogError) {
            signer = try NoteSigner(name: KeyName(name), type: isSM2 ? .sm2 : .ed25519, seed: seed)
        } catch {
            throw NodeError(.badKey, "\(path): \(error)")
        }
        try SecretFile.create(path, signer.secretText)
        return signer.verifierKey
    }

    /// - Throws: `NodeError` when the file cannot be read or holds no private key.
    public static func read(_ path: String) throws -> NoteSigner {
        let text = try SecretFile.read(path, hint: "; make it with `yushi key new`")
        do throws(LogError) { return try NoteSigner(parsing: text) } catch {
            throw NodeError(.badKey, "\(path): \(error)")
        }
    }
}
