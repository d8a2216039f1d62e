import Glibc
public import ScoreDocuments

/// The keys that score documents are signed with: files beside the store, never in it, mode 0600.
public enum ScoreKeyFile {
    /// Makes a key. A file that is there is left as it is.
    public static func create(_ path: String, _ algorithm: SignatureAlgorithm) throws {
        var generator = SystemRandomNumberGenerator()
        // All but 2^-32 of random values are keys.
        for _ in 0..<8 {
            let secret = (0..<32).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            guard (try? SigningKey(algorithm, secret: secret)) != nil else { continue }
            return try SecretFile.create(path, SigningKey.text(algorithm, secret: secret))
        }
        throw NodeError(.badKey, "\(path): the random source gives no key")
    }

    public static func read(_ path: String) throws -> SigningKey {
        do {
            return try SigningKey(parsing: SecretFile.read(path))
        } catch let error as DocumentError {
            throw NodeError(.badKey, "\(path): \(error.english)")
        }
    }
}
