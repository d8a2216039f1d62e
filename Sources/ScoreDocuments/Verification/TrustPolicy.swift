import SupervisionModel

/// What a reader of scores demands: whose keys, which issuer, for whom, and how fresh.
///
/// `{"keys":{JWKS},"issuer"?,"audience"?,"models"?,"status":"required"|"optional"}`
public struct TrustPolicy: Sendable {
    public let keys: JSONWebKeySet
    /// nil accepts any issuer whose key is trusted.
    public let issuer: String?
    /// Who the reader is; nil accepts documents made for anybody.
    public let audience: String?
    /// Ids of models; nil accepts any.
    public let models: [String]?
    /// Whether a score without a fresh status list is refused.
    public let requiresStatus: Bool

    public init(
        keys: JSONWebKeySet, issuer: String? = nil, audience: String? = nil, models: [String]? = nil,
        requiresStatus: Bool = false
    ) {
        self.keys = keys
        self.issuer = issuer
        self.audience = audience
        self.models = models
        self.requiresStatus = requiresStatus
    }

    /// Longer files are refused.
    public static let maximumBytes = 128 << 10

    /// - Throws: `.badKey` for keys, `.malformed` for anything else.
    public init(parsing bytes: [UInt8]) throws(DocumentError) {
        let reader: JSONReader
        do {
            reader = JSONReader(try JSONParser.parse(bytes, maximumBytes: Self.maximumBytes))
        } catch {
            throw DocumentError(.malformed, "the policy is no JSON: \(error)", "信任策略不是 JSON：\(error)")
        }
        do {
            try reader.allowOnly(["keys", "issuer", "audience", "models", "status"])
            let status = try reader.string("status")
            guard ["required", "optional"].contains(where: { $0.utf8.elementsEqual(status.utf8) }) else {
                throw try reader.member("status").invalid(expected: "required or optional", found: status)
            }
            self.init(
                keys: try JSONWebKeySet(reader.member("keys").value),
                issuer: try reader.optionalString("issuer"), audience: try reader.optionalString("audience"),
                models: try reader.optionalArray("models")?.map { element throws(JSONReadError) in
                    try element.asString()
                },
                requiresStatus: status.utf8.elementsEqual("required".utf8))
        } catch let error as DocumentError {
            throw error
        } catch {
            throw DocumentError(.malformed, "the policy is wrong: \(error)", "信任策略有误：\(error)")
        }
    }
}
