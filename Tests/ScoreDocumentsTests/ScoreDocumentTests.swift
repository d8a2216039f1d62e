import ScoreDocuments
import SupervisionModel
import Testing

@Suite struct ScoreDocumentTests {
    static let now = Timestamp(milliseconds: 1_740_787_200_000)  // 2025-03-01T00:00:00Z
    static let seed = Array(UInt8(1)...32)

    static func key(_ algorithm: SignatureAlgorithm = .edDSA, first: UInt8 = 1) throws -> SigningKey {
        try SigningKey(algorithm, secret: [first] + seed.dropFirst())
    }

    static let score: JSONObject = [
        "caps": [], "day": "2025-02-28", "grade": "B+", "model": "CIS-1",
        "reasons": [
            ["code": "CIS-CRD-CRD-05", "cost": 30, "count": 1, "evidence": ["finding/1"]]
        ], "score": 833, "subject": "operator:scf-1", "uncertainty": 120,
    ]

    static func statement(_ score: JSONObject = score, restates: String? = nil) -> ScoreStatement {
        ScoreStatement(
            issuer: "supervisor.example", audience: "scf-1", legalBasis: "第二十条", issuedAt: now, restates: restates,
            score: score)
    }

    static func verify(
        _ text: String, keys: [JSONWebKey], status: String? = nil, at moment: Timestamp = now,
        issuer: String? = nil, audience: String? = nil, models: [String]? = nil, requiresStatus: Bool = false
    ) throws(DocumentError) -> ScoreVerifier.Verified {
        let policy = TrustPolicy(
            keys: JSONWebKeySet(keys), issuer: issuer, audience: audience, models: models,
            requiresStatus: requiresStatus)
        return try ScoreVerifier(policy: policy).verify(
            Array(text.utf8), status: status.map { Array($0.utf8) }, at: moment)
    }

    static func code(_ body: () throws(DocumentError) -> ScoreVerifier.Verified) -> DocumentError.Code? {
        do throws(DocumentError) {
            _ = try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func strangerVerifiesWithTheKeySetAlone(algorithm: SignatureAlgorithm) throws {
        let key = try Self.key(algorithm)
        let text = try Self.statement().signed(with: key)
        let published = try JSONWebKeySet(parsing: JSONWebKeySet([key.publicKey]).json.encode())
        let verified = try Self.verify(text + "\n", keys: published.keys)
        #expect(verified.statement.score == Self.score)
        #expect(verified.statement.audience == "scf-1")
        #expect(verified.statement.purpose == "supervision")
        #expect(verified.json["status"] == "unknown")
        #expect(!verified.isDisputed)
        #expect(try SigningKey(parsing: SigningKey.text(algorithm, secret: Self.seed)).publicKey == key.publicKey)
    }

    /// RFC 8037 appendix A: the key, its thumbprint and the signature of a text.
    @Test func vectorsOfTheStandard() throws {
        let seed = try #require(Hex.decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        let key = try SigningKey(.edDSA, secret: seed)
        #expect(key.publicKey.json["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        #expect(key.publicKey.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }

    /// One changed character anywhere is found.
    @Test(arguments: SignatureAlgorithm.allCases)
    func everyCharacterCounts(algorithm: SignatureAlgorithm) throws {
        let key = try Self.key(algorithm)
        let text = Array(try Self.statement().signed(with: key).utf8)
        let step = algorithm == .sm2 ? 7 : 1
        for index in stride(from: 0, to: text.count, by: step) {
            var changed = text
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let code = Self.code { () throws(DocumentError) in
                try Self.verify(String(decoding: changed, as: UTF8.self), keys: [key.publicKey])
            }
            #expect(code != nil, "character \(index)")
        }
    }

    @Test func keysThatAreNotTrusted() throws {
        let text = try Self.statement().signed(with: Self.key())
        let other = try Self.key(first: 9).publicKey
        #expect(Self.code { () throws(DocumentError) in try Self.verify(text, keys: [other]) } == .unknownKey)
        // The same id for another key, or for the key of another algorithm.
        let own = try Self.key().publicKey
        let swapped = JSONWebKey(algorithm: .edDSA, publicKey: other.publicKey, id: own.id)
        #expect(Self.code { () throws(DocumentError) in try Self.verify(text, keys: [swapped]) } == .badSignature)
        let sm2 = JSONWebKey(algorithm: .sm2, publicKey: try Self.key(.sm2).publicKey.publicKey, id: own.id)
        #expect(Self.code { () throws(DocumentError) in try Self.verify(text, keys: [sm2]) } == .algorithm)
    }

    /// The header decides nothing: `none`, unknown members, critical extensions.
    @Test(
        arguments: [
            (#"{"alg":"none","kid":"KID","typ":"yushi-score+jwt"}"#, DocumentError.Code.algorithm),
            (#"{"alg":"HS256","kid":"KID","typ":"yushi-score+jwt"}"#, .algorithm),
            (#"{"alg":"EdDSA","crit":["b64"],"kid":"KID","typ":"yushi-score+jwt"}"#, .malformed),
            (#"{"alg":"EdDSA","jwk":{},"kid":"KID","typ":"yushi-score+jwt"}"#, .malformed),
            (#"{"alg":"EdDSA","typ":"yushi-score+jwt"}"#, .malformed),
            (#"{"alg":"EdDSA","kid":"KID"}"#, .malformed),
        ] as [(String, DocumentError.Code)])
    func headers(header: String, code: DocumentError.Code) throws {
        let key = try Self.key()
        let parts = try Self.statement().signed(with: key).split(separator: ".")
        let text = Self.base64url(header.replacing("KID", with: key.publicKey.id)) + ".\(parts[1]).\(parts[2])"
        #expect(Self.code { () throws(DocumentError) in try Self.verify(text, keys: [key.publicKey]) } == code)
        let unsigned = Self.base64url(header.replacing("KID", with: key.publicKey.id)) + ".\(parts[1])."
        #expect(Self.code { () throws(DocumentError) in try Self.verify(unsigned, keys: [key.publicKey]) } != nil)
    }

    static func base64url(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var (bits, count, output) = (0, 0, "")
        for byte in text.utf8 {
            bits = bits << 8 | Int(byte)
            count += 8
            while count >= 6 {
                output.append(alphabet[bits >> (count - 6) & 63])
                count -= 6
            }
        }
        if count > 0 { output.append(alphabet[bits << (6 - count) & 63]) }
        return output
    }

    @Test func policy() throws {
        let key = try Self.key()
        let text = try Self.statement().signed(with: key)
        let keys = [key.publicKey]
        func code(
            issuer: String? = nil, audience: String? = nil, models: [String]? = nil, requiresStatus: Bool = false,
            days: Int64 = 0
        ) -> DocumentError.Code? {
            Self.code { () throws(DocumentError) in
                try Self.verify(
                    text, keys: keys, at: Self.now.advanced(by: .days(days)), issuer: issuer, audience: audience,
                    models: models, requiresStatus: requiresStatus)
            }
        }
        #expect(code(issuer: "supervisor.example", audience: "scf-1", models: ["CIS-1"]) == nil)
        #expect(code(issuer: "somebody.example") == .issuer)
        #expect(code(audience: "scf-2") == .audience)
        #expect(code(models: ["CIS-2"]) == .model)
        #expect(code(requiresStatus: true) == .statusMissing)
        #expect(code(days: 29) == nil)
        #expect(code(days: 30) == .expired)
        #expect(code(days: -1) == .notYetValid)
    }

    @Test func readPolicies() throws {
        let keys = JSONWebKeySet([try Self.key().publicKey]).json
        func read(_ json: JSONValue) throws -> TrustPolicy { try TrustPolicy(parsing: json.encode()) }
        let policy = try read(["audience": "a", "keys": keys, "models": ["CIS-1"], "status": "required"])
        #expect(policy.requiresStatus)
        #expect(policy.models == ["CIS-1"])
        #expect(policy.audience == "a")
        for bad: JSONValue in [
            ["keys": keys], ["status": "required"], ["keys": ["keys": []], "status": "required"],
            ["keys": keys, "status": "maybe"], ["isuer": "x", "keys": keys, "status": "optional"], [],
        ] {
            #expect(throws: DocumentError.self) { try read(bad) }
        }
    }

    @Test(
        arguments: [
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}"#,
            #"{"keys":[{"kty":"EC","crv":"SM2","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}"#,
            #"{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}"#, #"{"keys":{}}"#, "[]", "x", "",
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}]}"#,
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"a"},{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"a"}]}"#,
        ])
    func badKeySets(text: String) {
        #expect(throws: DocumentError.self) { try JSONWebKeySet(parsing: Array(text.utf8)) }
    }

    @Test func restatedScoresAreShownAsSuch() throws {
        let key = try Self.key()
        let old = Self.statement()
        var better = Self.score
        better.set("score", to: 900)
        let new = Self.statement(better, restates: old.id)
        let (oldText, newText) = (try old.signed(with: key), try new.signed(with: key))
        func list(_ entries: [ScoreStatusList.Entry], issuer: String = "supervisor.example") throws -> String {
            try ScoreStatusList(issuer: issuer, issuedAt: Self.now, validity: .hours(24), entries: entries)
                .signed(with: key)
        }
        let status = try list([ScoreStatusList.Entry(document: old.id, state: .restated, by: new.id)])
        func code(_ text: String, _ status: String, hours: Int64 = 1) -> DocumentError.Code? {
            Self.code { () throws(DocumentError) in
                try Self.verify(
                    text, keys: [key.publicKey], status: status, at: Self.now.advanced(by: .hours(hours)),
                    requiresStatus: true)
            }
        }
        #expect(code(oldText, status) == .restated)
        #expect(code(newText, status) == nil)
        #expect(code(newText, status, hours: 24) == .statusStale)
        #expect(code(newText, try list([], issuer: "somebody.example")) == .issuer)
        #expect(code(newText, oldText) == .wrongKind, "a score is no status list")
        #expect(code(status, status) == .wrongKind, "a status list is no score")
        #expect(code(oldText, try list([ScoreStatusList.Entry(document: old.id, state: .withdrawn)])) == .withdrawn)
        let shown = try Self.verify(newText, keys: [key.publicKey], status: status)
        #expect(shown.json["restates"] == .string(old.id))
        #expect(shown.json["status"] == "current")
    }

    @Test func disputedScoresAreShownBothWays() throws {
        let key = try Self.key()
        var score = Self.score
        score.set("withoutDisputed", to: ["count": 1, "grade": "A-", "score": 871])
        let statement = Self.statement(score)
        let status = try ScoreStatusList(
            issuer: "supervisor.example", issuedAt: Self.now, validity: .hours(1),
            entries: [ScoreStatusList.Entry(document: statement.id, state: .disputed)]
        ).signed(with: key)
        let verified = try Self.verify(try statement.signed(with: key), keys: [key.publicKey], status: status)
        #expect(verified.isDisputed)
        #expect(verified.json["status"] == "disputed")
        for chinese in [true, false] {
            let text = verified.text(inChinese: chinese).joined(separator: "\n")
            #expect(text.contains("833") && text.contains("871"))
        }
    }
}
