import SupervisionModel

/// A signed JSON object in the compact form `header.payload.signature` (RFC 7515).
struct CompactJWS: Sendable {
    /// Longer texts are refused unread.
    static let maximumBytes = 256 << 10

    let kind: String
    let keyID: String
    let payload: JSONObject

    /// - Parameter kind: `typ`, so that a document is never taken for one of another kind (RFC 8725 section 3.11).
    static func sign(_ payload: JSONObject, kind: String, with key: SigningKey) throws(DocumentError) -> String {
        let header: JSONObject = [
            "alg": .string(key.publicKey.algorithm.rawValue), "kid": .string(key.publicKey.id), "typ": .string(kind),
        ]
        let input = Base64URL.encode(header.encode()) + "." + Base64URL.encode(payload.encode())
        return input + "." + Base64URL.encode(try key.signature(of: Array(input.utf8)))
    }

    /// Parses and verifies; nothing of a text is believed before its signature has been checked.
    ///
    /// - Throws: `DocumentError`.
    init(
        verifying text: some Collection<UInt8>, keys: JSONWebKeySet, maximumBytes: Int = maximumBytes
    ) throws(DocumentError) {
        guard text.count <= maximumBytes else {
            throw DocumentError(
                .tooLong, "\(text.count) bytes, at most \(maximumBytes) are read",
                "\(text.count) 字节，最多读取 \(maximumBytes) 字节")
        }
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0], maximumBytes: 4096),
            let signature = Base64URL.decode(parts[2])
        else {
            throw Self.malformed("expected header.payload.signature in base64url")
        }
        for member in header.members where !["alg", "kid", "typ", "cty"].contains(member.name) {
            throw Self.malformed("the header has \"\(member.name)\", which this reader does not know")
        }
        guard let keyID = header["kid"]?.string, let kind = header["typ"]?.string else {
            throw Self.malformed("the header needs \"kid\" and \"typ\"")
        }
        guard let key = keys.key(keyID) else {
            throw DocumentError(
                .unknownKey,
                "signed by the key \"\(keyID)\", which is not among the keys you trust; get them from the issuer",
                "签名密钥 \"\(keyID)\" 不在所信任的密钥之中；请向签发机构获取")
        }
        guard let name = header["alg"]?.string, name.utf8.elementsEqual(key.algorithm.rawValue.utf8) else {
            throw DocumentError(
                .algorithm,
                "the algorithm is \"\(header["alg"]?.string ?? "")\", the key's is \(key.algorithm.rawValue)",
                "算法为 \"\(header["alg"]?.string ?? "")\"，密钥的算法为 \(key.algorithm.rawValue)")
        }
        guard key.verifies(signature, of: Array(parts[0]) + [UInt8(ascii: ".")] + Array(parts[1])) else {
            throw DocumentError(
                .badSignature,
                "the signature is not that of the key \"\(keyID)\": the document was changed, or not signed by it",
                "签名与密钥 \"\(keyID)\" 不符：文件已被更改，或并非由其签发")
        }
        guard let payload = Self.object(parts[1], maximumBytes: maximumBytes) else {
            throw Self.malformed("the payload is no JSON object")
        }
        self.kind = kind
        self.keyID = keyID
        self.payload = payload
    }

    private static func object(_ part: some Collection<UInt8>, maximumBytes: Int) -> JSONObject? {
        guard let bytes = Base64URL.decode(part),
            let json = try? JSONParser.parse(bytes, maximumBytes: maximumBytes)
        else { return nil }
        return json.object
    }

    private static func malformed(_ english: String) -> DocumentError {
        DocumentError(.malformed, english, "文件格式不符：\(english)")
    }
}
