public import SupervisionModel

extension ScoreModel {
    /// The model as canonical JSON, with the table that decays: two models of one meaning have the same bytes, whatever
    /// their files look like. The digest of a model is the SHA-256 of these bytes.
    public var json: JSONValue {
        [
            "baseRate": .integer(baseRate), "caps": capsJSON, "decay": .integers(Decay.powers), "grades": grades.json,
            "intensity": .integers(intensity.ofGrade + [intensity.unrated, intensity.unratedWithAlerts]),
            "limits": .integers([
                positiveLimits.itemsPerDay, positiveLimits.perCluster, positiveLimits.youngCounterpartyDays,
                positiveLimits.youngDivisor, positiveLimits.perDimension,
            ]),
            "model": .string(id), "naturalPersonYears": .integer(naturalPersonYears),
            "negative": .array(negative.map { .integers([$0.weight, $0.halfLife]) }),
            "network": .integers([network.below, network.divisor, network.maximum]),
            "positive": .integers([positive.weight, positive.halfLife]), "prior": .integer(prior),
            "reasons": .integer(reasons), "repairMonths": .integers(repairMonths),
            "weakestLink": .integers([weakestLink.below, weakestLink.divisor]),
            "weights": ["enterprise": .integers(weights.enterprise), "platform": .integers(weights.platform)],
        ]
    }

    private var capsJSON: JSONValue {
        [
            "oneCritical": .integer(recentCaps.oneCritical), "overdueRemedy": .integer(recentCaps.overdueRemedy),
            "recentDays": .integer(recentCaps.recentDays),
            "rules": .array(
                ruleCaps.map {
                    [
                        "rule": .string($0.rule), "score": .integer($0.score),
                        "severity": .string($0.minimumSeverity.name),
                    ]
                }),
            "sixGrave": .integer(recentCaps.sixGrave), "threeGrave": .integer(recentCaps.threeGrave),
        ]
    }
}

extension GradeScale {
    fileprivate var json: JSONValue {
        [
            "bands": .integers(lowerBounds),
            "downgrade": .integers([downgradeMargin, downgradeDays, replyWorkingDays]),
            "rated": .integers([ratedEvidence, ratedDays]), "seasoned": .integers([seasonedEvidence, seasonedDays]),
            "upgrade": .integers([upgradeMargin, upgradeDays]),
        ]
    }
}

extension JSONValue {
    fileprivate static func integers(_ values: [Int64]) -> JSONValue { .array(values.map { .integer($0) }) }
}
