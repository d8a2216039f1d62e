import IntegrityScore
import RuleEngine
import RulePacks
import SupervisionModel

/// What a reason says to people: the rule's name and its articles, in both languages.
struct ReasonTexts {
    private var titles: [String: LocalizedText] = [:]
    private var articles: [String: [String]] = [:]

    init(pack: RulePack) {
        // Variants of a rule share its id: the plain form names it, else the first variant; the articles are those of all.
        for rule in pack.rules {
            if titles[rule.id] == nil || rule.variant.isEmpty { titles[rule.id] = rule.title }
            for basis in rule.basis where !(articles[rule.id] ?? []).contains(basis.text) {
                articles[rule.id, default: []].append(basis.text)
            }
        }
    }

    /// The card with `text` and `articles` in its reasons.
    func explained(card: JSONValue) -> JSONValue {
        guard var object = card.object else { return card }
        object.set("reasons", to: .array((object["reasons"]?.array ?? []).map { explained($0) }))
        if let improvement = object["improvement"] { object.set("improvement", to: explained(improvement)) }
        return .object(object)
    }

    /// A reason with `text` and `articles`.
    func explained(_ reason: JSONValue) -> JSONValue {
        guard var object = reason.object, let code = object["code"]?.string else { return reason }
        if code.utf8.elementsEqual(ScoreCard.Reason.Source.network.code.utf8) {
            object.set("text", to: ["en": "exposure to subjects with low scores", "zh": "对低分主体的担保与风险敞口"])
            return .object(object)
        }
        for dimension in Dimension.allCases {
            let prefix = ScoreCard.Reason.Source.rule("", dimension).code
            guard code.hasPrefix(prefix) else { continue }
            let rule = String(code.dropFirst(prefix.count))
            let title = titles[rule] ?? LocalizedText(zh: "规则 \(rule)", en: "rule \(rule)")
            object.set("text", to: Self.text(title, dimension))
            object.set("articles", to: .array((articles[rule] ?? []).map { .string($0) }))
        }
        return .object(object)
    }

    private static func text(_ title: LocalizedText, _ dimension: Dimension) -> JSONValue {
        ["en": .string("\(dimension.name.en): \(title.en)"), "zh": .string("\(dimension.name.zh)：\(title.zh)")]
    }
}

extension Dimension {
    /// What the dimension is called.
    var name: LocalizedText {
        switch self {
        case .chain: LocalizedText(zh: "链与运行", en: "chain and operation")
        case .moneyLaundering: LocalizedText(zh: "反洗钱", en: "anti-money-laundering")
        case .credit: LocalizedText(zh: "信贷行为", en: "credit and lending conduct")
        case .supplyChain: LocalizedText(zh: "资产真实性", en: "authenticity of assets")
        case .disclosure: LocalizedText(zh: "披露与治理", en: "disclosure and governance")
        case .data: LocalizedText(zh: "数据与隐私", en: "data and privacy")
        case .complaints: LocalizedText(zh: "消费者与投诉", en: "consumers and complaints")
        }
    }
}
