import Crypto
public import SupervisionModel
import TransparencyLog

/// A public key as JSON (RFC 7517): `{"kty":"OKP","crv":"Ed25519","x"}` (RFC 8037) or `{"kty":"EC","crv":"SM2","x","y"}`.
public struct JSONWebKey: Sendable, Hashable {
    /// `kid`: by default the thumbprint of RFC 7638.
    public let id: String
    public let algorithm: SignatureAlgorithm
    /// Ed25519: 32 bytes. SM2: x and y, 32 bytes each, big-endian.
    public let publicKey: [UInt8]

    public init(algorithm: SignatureAlgorithm, publicKey: [UInt8], id: String? = nil) {
        self.algorithm = algorithm
        self.publicKey = publicKey
        self.id = id ?? Self.thumbprint(algorithm, publicKey)
    }

    /// nil for a key of another kind, which is passed over (RFC 7517 section 5).
    ///
    /// - Throws: `.badKey` for a key of these kinds that is none.
    init?(_ json: JSONValue) throws(DocumentError) {
        guard json.object != nil else { throw Self.bad("an element of \"keys\" is no object") }
        let (kind, curve) = (json["kty"]?.string ?? "", json["crv"]?.string ?? "")
        let id = json["kid"]?.string
        switch (kind, curve) {
        case ("OKP", "Ed25519"):
            guard let x = Self.coordinate(json["x"]), (try? Curve25519.Signing.PublicKey(rawRepresentation: x)) != nil
            else { throw Self.bad("\"x\" of an Ed25519 key must be 32 bytes in base64url") }
            self.init(algorithm: .edDSA, publicKey: x, id: id)
        case ("EC", "SM2"):
            guard let x = Self.coordinate(json["x"]), let y = Self.coordinate(json["y"]), SM2.isPublicKey([4] + x + y)
            else { throw Self.bad("\"x\" and \"y\" of an SM2 key must be a point of the curve, 32 bytes each") }
            self.init(algorithm: .sm2, publicKey: x + y, id: id)
        default: return nil
        }
        if json["d"] != nil { throw Self.bad("a private key stands in a set of public keys; revoke it") }
    }

    private static func bad(_ english: String) -> DocumentError {
        DocumentError(.badKey, english, "密钥无效：\(english)")
    }

    private static func coordinate(_ json: JSONValue?) -> [UInt8]? {
        guard let text = json?.string, let bytes = Base64URL.decode(text.utf8), bytes.count == 32 else { return nil }
        return bytes
    }

    /// The members that make up the key, as RFC 7638 hashes them.
    private static func members(_ algorithm: SignatureAlgorithm, _ key: [UInt8]) -> JSONObject {
        switch algorithm {
        case .edDSA: ["crv": "Ed25519", "kty": "OKP", "x": .string(Base64URL.encode(key))]
        case .sm2:
            [
                "crv": "SM2", "kty": "EC", "x": .string(Base64URL.encode(Array(key.prefix(32)))),
                "y": .string(Base64URL.encode(Array(key.suffix(32)))),
            ]
        }
    }

    private static func thumbprint(_ algorithm: SignatureAlgorithm, _ key: [UInt8]) -> String {
        Base64URL.encode(SHA256Hasher.hash(members(algorithm, key).encode()).bytes)
    }

    public var json: JSONValue {
        var object = Self.members(algorithm, publicKey)
        object.set("alg", to: .string(algorithm.rawValue))
        object.set("kid", to: .string(id))
        object.set("use", to: "sig")
        return .object(object)
    }

    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch algorithm {
        case .edDSA:
            (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey))
                .map { $0.isValidSignature(signature, for: message) } ?? false
        case .sm2: SM2.isValid(signature: signature, message: message, publicKey: [4] + publicKey)
        }
    }
}

/// Public keys that a reader trusts (RFC 7517): `{"keys":[…]}`.
public struct JSONWebKeySet: Sendable, Hashable {
    /// Longer files are refused.
    public static let maximumBytes = 64 << 10

    public let keys: [JSONWebKey]

    public init(_ keys: [JSONWebKey]) {
        self.keys = keys
    }

    /// - Throws: `.badKey`, `.tooLong`.
    public init(parsing bytes: [UInt8]) throws(DocumentError) {
        let json: JSONValue
        do {
            json = try JSONParser.parse(bytes, maximumBytes: Self.maximumBytes, nulls: .absent)
        } catch {
            throw DocumentError(
                .badKey, "the set of keys is no JSON: \(error); expected {\"keys\":[…]}",
                "密钥集不是 JSON：\(error)；应为 {\"keys\":[…]}")
        }
        try self.init(json)
    }

    init(_ json: JSONValue) throws(DocumentError) {
        guard let elements = json["keys"]?.array else {
            throw DocumentError(.badKey, "the set of keys has no \"keys\"", "密钥集缺少 \"keys\"")
        }
        var keys: [JSONWebKey] = []
        for element in elements {
            guard let key = try JSONWebKey(element) else { continue }
            guard !keys.contains(where: { $0.id.utf8.elementsEqual(key.id.utf8) }) else {
                throw DocumentError(.badKey, "two keys have the id \"\(key.id)\"", "两个密钥的 kid 均为 \"\(key.id)\"")
            }
            keys.append(key)
        }
        guard !keys.isEmpty else {
            throw DocumentError(
                .badKey, "no Ed25519 and no SM2 key among \(elements.count)",
                "\(elements.count) 个密钥中没有 Ed25519 或 SM2 密钥")
        }
        self.keys = keys
    }

    public var json: JSONValue { ["keys": .array(keys.map(\.json))] }

    func key(_ id: String) -> JSONWebKey? { keys.first { $0.id.utf8.elementsEqual(id.utf8) } }
}
