public import SupervisionModel

/// Verifies score documents offline, under the reader's own policy.
public struct ScoreVerifier: Sendable {
    /// A document that holds.
    public struct Verified: Sendable {
        public let statement: ScoreStatement
        public let keyID: String
        /// `jws` or `sd-jwt`.
        public let form: String
        /// What the status list says of it; nil where it is not on the list, or no list was given.
        public let status: ScoreStatusList.Entry?
        /// Whether a fresh status list was looked at.
        public let isStatusKnown: Bool
    }

    public let policy: TrustPolicy

    /// Clocks of issuer and reader may differ by this.
    static let allowedSkew = Interval.minutes(5)

    public init(policy: TrustPolicy) {
        self.policy = policy
    }

    /// - Parameters:
    ///   - text: the document; white space at its end is passed over.
    ///   - status: the signed status list, where the reader has one.
    ///   - now: the reader's clock.
    /// - Throws: the first thing wrong.
    public func verify(
        _ text: [UInt8], status: [UInt8]? = nil, at now: Timestamp
    ) throws(DocumentError) -> Verified {
        let text = Self.trimmed(text)
        let isCredential = text.contains(UInt8(ascii: "~"))
        let statement: ScoreStatement
        let first = text.prefix { $0 != UInt8(ascii: "~") }
        let jws = try CompactJWS(verifying: first, keys: policy.keys)
        if isCredential {
            statement = try ScoreCredential.verify(text, keys: policy.keys)
        } else {
            guard jws.kind.utf8.elementsEqual(ScoreStatement.kind.utf8) else {
                throw DocumentError(
                    .wrongKind, "a document of kind \"\(jws.kind)\", expected \"\(ScoreStatement.kind)\"",
                    "文件类型为 \"\(jws.kind)\"，应为 \"\(ScoreStatement.kind)\"")
            }
            statement = try ScoreStatement(claims: jws.payload)
        }
        try check(statement, at: now)
        let list = try status.map { bytes throws(DocumentError) in
            try self.statusList(bytes, issuer: statement.issuer, at: now)
        }
        guard list != nil || !policy.requiresStatus else {
            throw DocumentError(
                .statusMissing, "the policy demands the issuer's status list; give it with --status",
                "信任策略要求提供签发机构的状态清单；请用 --status 给出")
        }
        let entry = list?.entry(of: statement.id)
        try Self.check(entry)
        return Verified(
            statement: statement, keyID: jws.keyID, form: isCredential ? "sd-jwt" : "jws", status: entry,
            isStatusKnown: list != nil)
    }

    private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
        var text = text[...]
        while let last = text.last, last <= 0x20 { text.removeLast() }
        return text
    }

    private func check(_ statement: ScoreStatement, at now: Timestamp) throws(DocumentError) {
        guard statement.purpose.utf8.elementsEqual("supervision".utf8) else {
            throw DocumentError(
                .purpose, "the purpose is \"\(statement.purpose)\", expected \"supervision\"",
                "用途为 \"\(statement.purpose)\"，应为 \"supervision\"")
        }
        if let issuer = policy.issuer, !issuer.utf8.elementsEqual(statement.issuer.utf8) {
            throw DocumentError(
                .issuer, "issued by \"\(statement.issuer)\", expected \"\(issuer)\"",
                "签发机构为 \"\(statement.issuer)\"，应为 \"\(issuer)\"")
        }
        if let audience = policy.audience, !audience.utf8.elementsEqual(statement.audience.utf8) {
            throw DocumentError(
                .audience, "made for \"\(statement.audience)\", not for \"\(audience)\"",
                "该文件出具给 \"\(statement.audience)\"，而非 \"\(audience)\"")
        }
        if let models = policy.models {
            let model = statement.score["model"]?.string
            guard let model, models.contains(where: { $0.utf8.elementsEqual(model.utf8) }) else {
                throw DocumentError(
                    .model, "the model is \(model ?? "not shown"), accepted: \(models.joined(separator: ", "))",
                    "模型为 \(model ?? "未披露")，接受：\(models.joined(separator: "、"))")
            }
        }
        guard statement.expiresAt.interval(since: statement.issuedAt) <= ScoreStatement.maximumValidity else {
            throw DocumentError(
                .validTooLong,
                "valid from \(statement.issuedAt.rfc3339) to \(statement.expiresAt.rfc3339); 30 days at most",
                "有效期 \(statement.issuedAt.rfc3339) 至 \(statement.expiresAt.rfc3339)，最长 30 天")
        }
        guard now.advanced(by: Self.allowedSkew) >= statement.issuedAt else {
            throw DocumentError(
                .notYetValid, "issued at \(statement.issuedAt.rfc3339), now is \(now.rfc3339); check the clock",
                "签发时间 \(statement.issuedAt.rfc3339) 晚于当前时间 \(now.rfc3339)；请检查时钟")
        }
        guard now < statement.expiresAt else {
            throw DocumentError(
                .expired, "expired at \(statement.expiresAt.rfc3339); ask the issuer for a new one",
                "已于 \(statement.expiresAt.rfc3339) 过期；请向签发机构获取新文件")
        }
    }

    private func statusList(
        _ bytes: [UInt8], issuer: String, at now: Timestamp
    ) throws(DocumentError) -> ScoreStatusList {
        let list = try ScoreStatusList(verifying: Self.trimmed(bytes), keys: policy.keys)
        guard list.issuer.utf8.elementsEqual(issuer.utf8) else {
            throw DocumentError(
                .issuer, "the status list is by \"\(list.issuer)\", the score by \"\(issuer)\"",
                "状态清单由 \"\(list.issuer)\" 签发，评分由 \"\(issuer)\" 签发")
        }
        guard now < list.expiresAt, now.advanced(by: Self.allowedSkew) >= list.issuedAt else {
            throw DocumentError(
                .statusStale,
                "the status list is valid from \(list.issuedAt.rfc3339) to \(list.expiresAt.rfc3339), now is \(now.rfc3339); get the present one",
                "状态清单有效期 \(list.issuedAt.rfc3339) 至 \(list.expiresAt.rfc3339)，当前 \(now.rfc3339)；请获取最新清单")
        }
        return list
    }

    private static func check(_ entry: ScoreStatusList.Entry?) throws(DocumentError) {
        guard let entry else { return }
        switch entry.state {
        case .disputed: return
        case .restated:
            throw DocumentError(
                .restated,
                "restated: \(entry.by.map { "the document \($0) has taken its place" } ?? "another document has taken its place")",
                "已更正：\(entry.by.map { "由文件 \($0) 取代" } ?? "已由另一文件取代")")
        case .withdrawn:
            throw DocumentError(.withdrawn, "withdrawn by the issuer", "已由签发机构撤回")
        }
    }
}
