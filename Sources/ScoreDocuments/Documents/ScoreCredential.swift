import SupervisionModel
import TransparencyLog

/// A score as a W3C Verifiable Credential 2.0, secured as an SD-JWT (VC-JOSE-COSE, RFC 9901): whoever holds it shows the
/// grade alone, or as much as he likes, and the reader verifies the same signature.
public enum ScoreCredential {
    static let kind = "vc+sd-jwt"

    /// What can be shown by itself, in this order.
    public static let claims = [
        "grade", "score", "uncertainty", "day", "model", "modelDigest", "evidenceRoot", "dimensions", "reasons",
        "improvement", "caps", "trend", "peers", "withoutDisputed", "preview",
    ]

    private static let contexts: JSONValue = ["https://www.w3.org/ns/credentials/v2"]

    /// The credential with all its disclosures: `jwt~disclosure~…~`.
    ///
    /// - Parameter saltKey: 32 secret bytes; the salt of a claim is an HMAC over the id of the document and the name of
    ///   the claim, so that no claim that is not shown can be guessed.
    public static func issue(
        _ statement: ScoreStatement, with key: SigningKey, saltKey: [UInt8]
    ) throws(DocumentError) -> String {
        var disclosures: [String] = []
        for name in claims {
            guard let value = statement.score[name] else { continue }
            let disclosure: JSONValue = [.string(salt(saltKey, statement.id, name)), .string(name), value]
            disclosures.append(Base64URL.encode(disclosure.encode()))
        }
        var subject: JSONObject = [
            // In the order of their text: the place of a digest does not say which claim it is.
            "_sd": .array(disclosures.map(digest).sorted().map { .string($0) }), "id": .string(statement.subject),
        ]
        subject["restates"] = statement.restates.map { .string($0) }
        let payload: JSONObject = [
            "@context": contexts, "_sd_alg": "sha-256", "audience": .string(statement.audience),
            "credentialSubject": .object(subject), "id": .string("urn:yushi:score:\(statement.id)"),
            "issuer": .string(statement.issuer), "legalBasis": .string(statement.legalBasis),
            "purpose": .string(statement.purpose), "type": ["VerifiableCredential", "IntegrityScoreCredential"],
            "validFrom": .string(statement.issuedAt.rfc3339), "validUntil": .string(statement.expiresAt.rfc3339),
        ]
        let jwt = try CompactJWS.sign(payload, kind: kind, with: key)
        return ([jwt] + disclosures).joined(separator: "~") + "~"
    }

    /// The credential with only the named claims, for showing to somebody. Needs no key.
    ///
    /// - Throws: `.malformed`, `.disclosure` for a claim that the credential does not have.
    public static func presenting(_ credential: String, only names: [String]) throws(DocumentError) -> String {
        var parts = credential.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, parts.removeLast().isEmpty else {
            throw DocumentError(.malformed, "expected jwt~disclosure~…~", "应为 jwt~disclosure~…~ 的形式")
        }
        let jwt = parts.removeFirst()
        var kept: [String] = []
        var missing = names
        for part in parts {
            let name = try Disclosure(part).name
            guard let index = missing.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else { continue }
            missing.remove(at: index)
            kept.append(part)
        }
        guard missing.isEmpty else {
            throw DocumentError(
                .disclosure, "the credential has no claim \(missing.joined(separator: ", "))",
                "凭证中没有声明：\(missing.joined(separator: "、"))")
        }
        return ([jwt] + kept).joined(separator: "~") + "~"
    }

    /// Verifies what is shown (RFC 9901 section 7.1).
    ///
    /// - Returns: the statement with the shown claims only.
    static func verify(_ text: some Collection<UInt8>, keys: JSONWebKeySet) throws(DocumentError) -> ScoreStatement {
        var parts = text.split(separator: UInt8(ascii: "~"), omittingEmptySubsequences: false)
        // Without a last `~` there would be a key binding, which these credentials have none of.
        guard parts.count >= 2, parts.removeLast().isEmpty, parts.count <= 1 + claims.count else {
            throw DocumentError(.malformed, "expected jwt~disclosure~…~", "应为 jwt~disclosure~…~ 的形式")
        }
        let jws = try CompactJWS(verifying: parts.removeFirst(), keys: keys)
        guard jws.kind.utf8.elementsEqual(kind.utf8) else {
            throw DocumentError(
                .wrongKind, "a document of kind \"\(jws.kind)\", expected \"\(kind)\"",
                "文件类型为 \"\(jws.kind)\"，应为 \"\(kind)\"")
        }
        do {
            return try statement(
                JSONReader(.object(jws.payload)), disclosures: parts.map { String(decoding: $0, as: UTF8.self) })
        } catch let error as DocumentError {
            throw error
        } catch {
            throw DocumentError(.malformed, "a claim is wrong: \(error)", "声明有误：\(error)")
        }
    }

    private static func statement(_ reader: JSONReader, disclosures: [String]) throws -> ScoreStatement {
        guard try reader.string("_sd_alg").utf8.elementsEqual("sha-256".utf8) else {
            throw DocumentError(.algorithm, "_sd_alg must be sha-256", "_sd_alg 应为 sha-256")
        }
        let subject = try reader.member("credentialSubject")
        let digests = try subject.array("_sd").map { element throws(JSONReadError) in try element.asString() }
        var score: JSONObject = ["subject": .string(try subject.string("id"))]
        var used: [String] = []
        for text in disclosures {
            let digest = digest(text)
            guard digests.count(where: { $0.utf8.elementsEqual(digest.utf8) }) == 1,
                !used.contains(where: { $0.utf8.elementsEqual(digest.utf8) })
            else {
                throw DocumentError(
                    .disclosure, "a disclosure that the issuer did not sign, or one twice", "出现签发机构未签名或重复的披露项")
            }
            used.append(digest)
            let disclosure = try Disclosure(text)
            guard claims.contains(where: { $0.utf8.elementsEqual(disclosure.name.utf8) }),
                score[disclosure.name] == nil
            else {
                throw DocumentError(
                    .disclosure, "\"\(disclosure.name)\" is no claim of a score, or shown twice",
                    "\"\(disclosure.name)\" 不是评分声明，或重复出现")
            }
            score.set(disclosure.name, to: disclosure.value)
        }
        let prefix = "urn:yushi:score:"
        let id = try reader.string("id")
        guard id.hasPrefix(prefix) else {
            throw try reader.member("id").invalid(expected: prefix + "…", found: id)
        }
        var claims: JSONObject = [
            "aud": .string(try reader.string("audience")), "exp": .integer(try seconds(reader, "validUntil")),
            "iat": .integer(try seconds(reader, "validFrom")), "iss": .string(try reader.string("issuer")),
            "jti": .string(String(id.dropFirst(prefix.count))), "legalBasis": .string(try reader.string("legalBasis")),
            "purpose": .string(try reader.string("purpose")), "score": .object(score),
            "sub": .string(try subject.string("id")),
        ]
        claims["restates"] = try subject.optionalString("restates").map { .string($0) }
        return try ScoreStatement(claims: claims)
    }

    /// `YYYY-MM-DDThh:mm:ssZ` or with milliseconds, as ``Timestamp/rfc3339`` writes it.
    private static func seconds(_ reader: JSONReader, _ name: String) throws -> Int64 {
        let text = try reader.string(name)
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count,
                bytes[range].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { return nil }
            return Int64(String(decoding: bytes[range], as: UTF8.self))
        }
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[10] == UInt8(ascii: "T"),
            let day = Day(text: String(decoding: bytes.prefix(10), as: UTF8.self)), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), hour < 24, minute < 60, second < 60
        else { throw try reader.member(name).invalid(expected: "a time such as 2025-03-01T00:00:00Z", found: text) }
        return Int64(day.number) * 86_400 + hour * 3_600 + minute * 60 + second
    }

    private static func salt(_ key: [UInt8], _ id: String, _ name: String) -> String {
        let mac = HMACKey(key, hasher: .init(.sha256)).authenticationCode(
            of: Array("yushi score claim\n\(id)\n\(name)".utf8).span, hasher: .init(.sha256))
        return Base64URL.encode(Array(mac.bytes.prefix(16)))
    }

    /// Over the text of the disclosure as it is (RFC 9901 section 4.2.3).
    private static func digest(_ disclosure: String) -> String {
        Base64URL.encode(SHA256Hasher.hash(Array(disclosure.utf8)).bytes)
    }

    /// `[salt, name, value]`.
    private struct Disclosure {
        let name: String
        let value: JSONValue

        init(_ text: String) throws(DocumentError) {
            guard let bytes = Base64URL.decode(text.utf8),
                let elements = (try? JSONParser.parse(bytes, maximumBytes: CompactJWS.maximumBytes))?.array,
                elements.count == 3, elements[0].string != nil, let name = elements[1].string
            else {
                throw DocumentError(
                    .disclosure, "a disclosure is not [salt, name, value] in base64url",
                    "披露项不是 base64url 形式的 [盐, 名称, 值]")
            }
            self.name = name
            value = elements[2]
        }
    }
}
