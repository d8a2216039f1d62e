public import SupervisionModel

extension ScoreCard {
    /// The card as canonical JSON:
    /// `{"caps","dimensions","grade","improvement"?,"model","networkPenalty"?,"reasons","score","subject","uncertainty",`
    /// `"withoutDisputed"?}`.
    public func json(subject: String) -> JSONValue {
        var object: JSONObject = [
            "caps": .array(
                caps.map {
                    [
                        "code": .string($0.kind.code), "count": .integer(Int64($0.count)),
                        "evidence": .strings($0.evidence), "score": .integer($0.score),
                    ]
                }),
            "dimensions": .array(
                dimensions.map {
                    [
                        "dimension": .string($0.dimension.code), "evidence": .integer($0.evidence),
                        "score": .integer($0.score), "uncertainty": .integer($0.uncertainty),
                        "weight": .integer($0.weight),
                    ]
                }),
            "grade": .string(grade.description),
            "model": .string(model),
            "reasons": .array(reasons.map(\.json)),
            "score": .integer(score),
            "subject": .string(subject),
            "uncertainty": .integer(uncertainty),
        ]
        object["improvement"] = improvement?.json
        if networkPenalty > 0 { object.set("networkPenalty", to: .integer(networkPenalty)) }
        object["withoutDisputed"] = withoutDisputed.map { other in
            [
                "count": .integer(Int64(other.count)), "evidence": .strings(other.evidence),
                "grade": .string(other.grade.description), "score": .integer(other.score),
            ]
        }
        return .object(object)
    }
}

extension ScoreCard.Reason {
    fileprivate var json: JSONValue {
        var object: JSONObject = [
            "code": .string(code), "cost": .integer(cost), "count": .integer(Int64(count)),
            "evidence": .strings(evidence),
        ]
        object["repairableFrom"] = repairableFrom.map { .string($0.text) }
        return .object(object)
    }
}

extension JSONValue {
    fileprivate static func strings(_ texts: [String]) -> JSONValue {
        .array(texts.map { .string($0) })
    }
}
