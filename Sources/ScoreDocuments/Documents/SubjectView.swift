public import SupervisionModel

/// What of a score its subject may see. Material of suspicion reports never shows: nobody is tipped off by a reason, a
/// cap, an evidence id or a rule's name (反洗钱法, DESK.md).
public enum SubjectView {
    private static let reasonPrefix = "CIS-AML-"
    private static let withheld = "WITHHELD"

    /// The score without what is confidential.
    ///
    /// Of reasons in the dimension AML only that there are some and what they cost is left, unless the rule says that
    /// its subject may know. Their number, their evidence and their dates go; so does the rule in a cap.
    ///
    /// - Parameters:
    ///   - visible: whether the rule of that id lets its subject know of a finding.
    ///   - isMoneyLaundering: whether the rule of that id is one against money laundering.
    public static func of(
        _ score: JSONObject, visible: (String) -> Bool, isMoneyLaundering: (String) -> Bool
    ) -> JSONObject {
        var score = score
        func isHidden(_ rule: String) -> Bool { isMoneyLaundering(rule) && !visible(rule) }
        if let reasons = score["reasons"]?.array {
            score.set("reasons", to: .array(reasons.map { reason($0, isHidden: isHidden) }))
        }
        if let improvement = score["improvement"] {
            score.set("improvement", to: reason(improvement, isHidden: isHidden))
        }
        if let caps = score["caps"]?.array {
            // A cap names findings of any rule: where one of money laundering is among the reasons, none is named.
            let hasHidden = (score["reasons"]?.array ?? []).contains {
                ($0["code"]?.string ?? "").hasSuffix("-\(withheld)")
            }
            score.set("caps", to: .array(caps.map { cap($0, hidesEvidence: hasHidden, isHidden: isHidden) }))
        }
        if var other = score["withoutDisputed"]?.object {
            // The subject contests these: it knows of them, but need not see how they are called inside.
            other["evidence"] = nil
            score.set("withoutDisputed", to: .object(other))
        }
        return score
    }

    private static func reason(_ json: JSONValue, isHidden: (String) -> Bool) -> JSONValue {
        guard let object = json.object, let code = object["code"]?.string, code.hasPrefix(reasonPrefix),
            isHidden(String(code.dropFirst(reasonPrefix.count)))
        else { return json }
        return [
            "code": .string(reasonPrefix + withheld), "cost": object["cost"] ?? 0,
            "text": [
                "en": "a finding whose details the law keeps confidential", "zh": "依法不予披露具体内容的认定",
            ],
        ]
    }

    private static func cap(_ json: JSONValue, hidesEvidence: Bool, isHidden: (String) -> Bool) -> JSONValue {
        guard let object = json.object, let code = object["code"]?.string else { return json }
        let prefix = "rule."
        let isOfHiddenRule = code.hasPrefix(prefix) && isHidden(String(code.dropFirst(prefix.count)))
        guard isOfHiddenRule || hidesEvidence else { return json }
        return [
            "code": .string(isOfHiddenRule ? prefix + withheld : code), "score": object["score"] ?? 0,
        ]
    }
}
