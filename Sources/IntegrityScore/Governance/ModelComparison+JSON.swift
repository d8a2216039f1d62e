public import SupervisionModel

extension ModelComparison {
    /// `{"after","before","fallen","largestChange","migrations","provinces","psi","risen","sizes","subjects"}`; shares
    /// of D in millionths, small groups left out.
    public var json: JSONValue {
        [
            "after": after.json, "before": before.json, "fallen": .integer(fallen),
            "largestChange": .integer(largestChange),
            "migrations": .array(
                Grade.Letter.allCases.flatMap { from in
                    Grade.Letter.allCases.compactMap { to in
                        migrations[Migration(from: from, to: to)].map {
                            ["count": .integer($0), "from": .string(from.rawValue), "to": .string(to.rawValue)]
                        }
                    }
                }),
            "provinces": Self.shares(provinces), "psi": .integer(after.stabilityIndex(against: before)),
            "risen": .integer(risen), "sizes": Self.shares(sizes), "subjects": .integer(before.count),
        ]
    }

    private static func shares(_ shares: [ByteText: Share]) -> JSONValue {
        .array(
            shares.sorted { $0.key < $1.key }
                .filter { $0.value.count >= Int64(PeerStandings.minimumMembers) }
                .map { name, share in
                    [
                        "count": .integer(share.count),
                        "lowestAfter": .integer(share.lowestAfter * 1_000_000 / share.count),
                        "lowestBefore": .integer(share.lowestBefore * 1_000_000 / share.count),
                        "meanAfter": .integer(share.sumAfter / share.count),
                        "meanBefore": .integer(share.sumBefore / share.count), "name": .string(name.text),
                    ]
                })
    }
}

extension ScoreDistribution {
    /// `{"bins","grades","mean"}`.
    public var json: JSONValue {
        [
            "bins": .array(bins.map { .integer($0) }),
            "grades": .object(
                JSONObject(Grade.Letter.allCases.map { ($0.rawValue, .integer(grades[$0] ?? 0)) })),
            "mean": .integer(mean),
        ]
    }
}
