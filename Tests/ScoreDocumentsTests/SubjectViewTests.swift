import ScoreDocuments
import SupervisionModel
import Testing

@Suite struct SubjectViewTests {
    private let score: JSONObject = [
        "caps": [
            ["code": "rule.AML-06", "count": 1, "evidence": ["finding/aml"], "score": 299],
            ["code": "grave.3", "count": 3, "evidence": ["finding/aml", "finding/crd"], "score": 749],
        ],
        "improvement": ["code": "CIS-AML-AML-15", "cost": 10, "evidence": ["finding/aml"]],
        "reasons": [
            [
                "code": "CIS-AML-AML-06", "cost": 400, "count": 1, "evidence": ["finding/aml"],
                "repairableFrom": "2026-01-01",
            ],
            ["code": "CIS-CRD-CRD-05", "cost": 30, "count": 1, "evidence": ["finding/crd"]],
        ],
        "score": 299, "subject": "s", "withoutDisputed": ["count": 1, "evidence": ["finding/x"], "score": 700],
    ]

    private func view(visible: [String] = []) -> JSONObject {
        SubjectView.of(
            score, visible: { visible.contains($0) }, isMoneyLaundering: { $0.hasPrefix("AML") })
    }

    /// No rule, no evidence, no number and no date of a suspicion is left anywhere in the bytes.
    @Test func suspicionsNeverShow() {
        let view = view()
        let text = String(decoding: view.encode(), as: UTF8.self)
        for secret in ["AML-06", "AML-15", "finding/aml", "finding/x", "2026-01-01"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        #expect(view["reasons"]?.array?[0]["cost"] == 400)
        #expect(view["reasons"]?.array?[0]["code"] == "CIS-AML-WITHHELD")
        #expect(view["reasons"]?.array?[0]["text"]?["zh"]?.string?.isEmpty == false)
        #expect(view["reasons"]?.array?[1] == score["reasons"]?.array?[1])
        #expect(view["caps"]?.array?.map { $0["score"] } == [299, 749])
        #expect(view["score"] == 299)
    }

    @Test func whatTheRuleAllowsIsShown() {
        var expected = score
        expected.set("withoutDisputed", to: ["count": 1, "score": 700])
        #expect(view(visible: ["AML-06", "AML-15"]) == expected)
    }
}
