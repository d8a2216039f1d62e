public import SupervisionModel

extension ScoreVerifier.Verified {
    /// `{"audience","disputed","document","expires","form","issued","issuer","key","legalBasis","purpose","restates"?,`
    /// `"score","status","valid":true}`; `status` is `current`, `disputed` or `unknown` (no list was looked at).
    public var json: JSONValue {
        var object: JSONObject = [
            "audience": .string(statement.audience), "disputed": .bool(isDisputed), "document": .string(statement.id),
            "expires": .string(statement.expiresAt.rfc3339), "form": .string(form),
            "issued": .string(statement.issuedAt.rfc3339), "issuer": .string(statement.issuer), "key": .string(keyID),
            "legalBasis": .string(statement.legalBasis), "purpose": .string(statement.purpose),
            "score": .object(statement.score),
            "status": .string(status.map(\.state.rawValue) ?? (isStatusKnown ? "current" : "unknown")), "valid": true,
        ]
        object["restates"] = statement.restates.map { .string($0) }
        return .object(object)
    }

    /// Whether something in it is contested: by the list, or as it says itself.
    public var isDisputed: Bool { status?.state == .disputed || statement.score["withoutDisputed"] != nil }

    /// What a person needs to know, a line each.
    public func text(inChinese: Bool) -> [String] {
        func line(_ en: String, _ zh: String) -> String { inChinese ? zh : en }
        let score = statement.score
        var lines = [line("good signature of \(keyID)", "签名有效，密钥 \(keyID)")]
        let grade = score["grade"]?.string ?? line("not shown", "未披露")
        let number = score["score"]?.integer.map { "\($0)" } ?? line("not shown", "未披露")
        lines.append(
            line(
                "\(statement.subject): grade \(grade), score \(number)", "\(statement.subject)：等级 \(grade)，分数 \(number)"
            ))
        if let other = score["withoutDisputed"] {
            let (grade, number) = (other["grade"]?.string ?? "", other["score"]?.integer ?? 0)
            lines.append(
                line("without what is contested: grade \(grade), score \(number)", "不计有争议事项：等级 \(grade)，分数 \(number)"))
        } else if isDisputed {
            lines.append(line("contested by the subject", "主体对此提出异议"))
        }
        if let restated = statement.restates {
            lines.append(line("takes the place of document \(restated)", "取代文件 \(restated)"))
        }
        if !isStatusKnown {
            lines.append(
                line(
                    "not known whether it has been restated since: no status list was given",
                    "未提供状态清单，无法判断此后是否已更正"))
        }
        lines.append(
            line(
                "for \(statement.audience), purpose \(statement.purpose), basis \(statement.legalBasis), until \(statement.expiresAt.rfc3339)",
                "出具给 \(statement.audience)，用途 \(statement.purpose)，依据 \(statement.legalBasis)，有效至 \(statement.expiresAt.rfc3339)"
            ))
        return lines
    }
}
