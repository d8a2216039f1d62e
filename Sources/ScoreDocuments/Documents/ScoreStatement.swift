public import SupervisionModel
import TransparencyLog

/// What a score document says: a published score with who says it, about whom, to whom, for what, and until when.
///
/// A supervisory compliance-integrity evaluation (合规诚信监管评价), not credit reporting (征信): purpose, audience and legal
/// basis stand in every document.
public struct ScoreStatement: Sendable {
    /// A score is believed for 30 days at most.
    public static let maximumValidity = Interval.days(30)

    public let issuer: String
    /// For whom the document is made; nobody else may rely on it.
    public let audience: String
    /// `supervision`.
    public let purpose: String
    public let legalBasis: String
    public let issuedAt: Timestamp
    public let expiresAt: Timestamp
    /// Opaque: neither a place in the ledger nor a count.
    public let id: String
    /// The document whose place this one takes.
    public let restates: String?
    /// As published: `{"subject","day","grade","score","uncertainty","dimensions","reasons","caps","model",…}`.
    public let score: JSONObject

    /// - Parameters:
    ///   - score: as published; see ``SubjectView`` for what of it may be shown.
    ///   - validity: clamped to 30 days.
    public init(
        issuer: String, audience: String, legalBasis: String, issuedAt: Timestamp, validity: Interval = maximumValidity,
        restates: String? = nil, score: JSONObject
    ) {
        self.issuer = issuer
        self.audience = audience
        purpose = "supervision"
        self.legalBasis = legalBasis
        self.issuedAt = Timestamp(milliseconds: issuedAt.milliseconds / 1000 * 1000)
        expiresAt = self.issuedAt.advanced(by: min(validity, Self.maximumValidity))
        self.restates = restates
        self.score = score
        let identity: JSONObject = [
            "audience": .string(audience), "issuedAt": .integer(issuedAt.milliseconds), "issuer": .string(issuer),
            "score": .object(score),
        ]
        id = String(Hex.encode(SHA256Hasher.hash(identity.encode()).bytes).prefix(32))
    }

    public var subject: String { score["subject"]?.string ?? "" }

    /// The claims of the plain form.
    var claims: JSONObject {
        var object: JSONObject = [
            "aud": .string(audience), "exp": .integer(expiresAt.milliseconds / 1000),
            "iat": .integer(issuedAt.milliseconds / 1000), "iss": .string(issuer), "jti": .string(id),
            "legalBasis": .string(legalBasis), "purpose": .string(purpose), "score": .object(score),
            "sub": .string(subject),
        ]
        object["restates"] = restates.map { .string($0) }
        return object
    }

    init(claims: JSONObject) throws(DocumentError) {
        do {
            let reader = JSONReader(.object(claims))
            issuer = try reader.string("iss")
            audience = try reader.string("aud")
            purpose = try reader.string("purpose")
            legalBasis = try reader.string("legalBasis")
            issuedAt = Timestamp(milliseconds: try reader.integer("iat", in: Self.seconds) * 1000)
            expiresAt = Timestamp(milliseconds: try reader.integer("exp", in: Self.seconds) * 1000)
            id = try reader.string("jti")
            restates = try reader.optionalString("restates")
            score = try reader.member("score").asObject()
            let subject = try reader.string("sub")
            guard (score["subject"]?.string ?? "").utf8.elementsEqual(subject.utf8) else {
                throw try reader.member("sub").invalid(
                    expected: "the subject of the score, \"\(score["subject"]?.string ?? "")\"", found: subject)
            }
        } catch {
            throw DocumentError(.malformed, "a claim is wrong: \(error)", "声明有误：\(error)")
        }
    }

    private static let seconds: ClosedRange<Int64> = 0...253_402_300_799

    // MARK: Forms

    static let kind = "yushi-score+jwt"

    /// The plain form: everything in one JWS.
    public func signed(with key: SigningKey) throws(DocumentError) -> String {
        try CompactJWS.sign(claims, kind: Self.kind, with: key)
    }
}
