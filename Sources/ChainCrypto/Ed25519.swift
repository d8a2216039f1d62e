import CSodium

/// Ed25519 signatures (RFC 8032), by libsodium.
public enum Ed25519 {
    /// Length of a public key in bytes.
    public static let publicKeyByteCount = 32
    /// Length of a signature in bytes.
    public static let signatureByteCount = 64
    /// Length of the seed that a private key is made of, in bytes.
    public static let seedByteCount = 32

    /// Whether a signature of `message` is that of the key. False for other lengths, keys of small order and values that
    /// are not in their only form.
    public static func verify(_ signature: [UInt8], message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == signatureByteCount, publicKey.count == publicKeyByteCount else { return false }
        return crypto_sign_ed25519_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }

    /// The public key of a seed; nil for another length.
    public static func publicKey(seed: [UInt8]) -> [UInt8]? { pair(seed)?.publicKey }

    /// Signs a message; nil for a seed of another length. For publishers: a node signs nothing with it.
    public static func sign(_ message: [UInt8], seed: [UInt8]) -> [UInt8]? {
        guard let pair = pair(seed) else { return nil }
        var signature = [UInt8](repeating: 0, count: signatureByteCount)
        let status = crypto_sign_ed25519_detached(&signature, nil, message, UInt64(message.count), pair.secretKey)
        return status == 0 ? signature : nil
    }

    private static func pair(_ seed: [UInt8]) -> (publicKey: [UInt8], secretKey: [UInt8])? {
        guard seed.count == seedByteCount else { return nil }
        var publicKey = [UInt8](repeating: 0, count: publicKeyByteCount)
        var secretKey = [UInt8](repeating: 0, count: 64)
        guard crypto_sign_ed25519_seed_keypair(&publicKey, &secretKey, seed) == 0 else { return nil }
        return (publicKey, secretKey)
    }
}
