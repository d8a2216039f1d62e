import Crypto
import SupervisionModel
import TransparencyLog

/// A private key that signs documents.
public struct SigningKey: Sendable {
    private enum Secret: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case sm2(SM2PrivateKey)
    }

    private let secret: Secret
    public let publicKey: JSONWebKey

    /// - Parameters:
    ///   - secret: 32 bytes from a cryptographic random source: the seed of RFC 8032, or the number d of SM2.
    /// - Throws: `.badKey` for bytes that are no key: all but 2^-32 of random ones are.
    public init(_ algorithm: SignatureAlgorithm, secret bytes: [UInt8]) throws(DocumentError) {
        switch algorithm {
        case .edDSA:
            guard bytes.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else {
                throw Self.bad(bytes.count)
            }
            secret = .ed25519(key)
            publicKey = JSONWebKey(algorithm: .edDSA, publicKey: Array(key.publicKey.rawRepresentation))
        case .sm2:
            guard let key = SM2PrivateKey(scalar: bytes) else { throw Self.bad(bytes.count) }
            secret = .sm2(key)
            publicKey = JSONWebKey(algorithm: .sm2, publicKey: Array(key.publicKey.dropFirst()))
        }
    }

    /// Reads what ``text(_:secret:)`` writes.
    public init(parsing text: String) throws(DocumentError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.elementsEqual("YUSHI-SCORE-KEY".utf8),
            let algorithm = SignatureAlgorithm.allCases.first(where: { $0.rawValue.utf8.elementsEqual(parts[1].utf8) }),
            let bytes = Hex.decode(String(parts[2]))
        else {
            throw DocumentError(
                .badKey, "not a key of scores; expected YUSHI-SCORE-KEY:EdDSA:<64 hexadecimal digits>",
                "不是评分签名密钥；应为 YUSHI-SCORE-KEY:EdDSA:<64 位十六进制数字>")
        }
        try self.init(algorithm, secret: bytes)
    }

    /// A private key as text, for a file that only its owner reads.
    public static func text(_ algorithm: SignatureAlgorithm, secret: [UInt8]) -> String {
        "YUSHI-SCORE-KEY:\(algorithm.rawValue):\(Hex.encode(secret))"
    }

    private static func bad(_ count: Int) -> DocumentError {
        DocumentError(.badKey, "\(count) bytes that are no private key", "\(count) 字节，不是私钥")
    }

    /// - Throws: `.badKey` when the library fails.
    func signature(of message: [UInt8]) throws(DocumentError) -> [UInt8] {
        switch secret {
        case .ed25519(let key):
            if let signature = try? key.signature(for: message) { return Array(signature) }
        case .sm2(let key):
            if let signature = key.signature(for: message) { return signature }
        }
        throw DocumentError(.badKey, "the library does not sign with this key", "密码库无法使用该密钥签名")
    }
}
