import RuleEngine
import SupervisionModel

/// Amounts as people write them: `100 CNY`, `12.5 BTC`.
enum AmountText {
    /// `nil` when the text is no amount.
    static func parse(_ text: String) -> Money? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, let scale = AssetTable.scale(of: String(parts[1])),
            let minor = DecimalText.scaled(parts[0], scale: scale)
        else { return nil }
        return Money(minor: minor, currency: String(parts[1]))
    }

    /// Minor units by the asset table; `nil` after a report.
    static func money(_ text: String, at location: SourceLocation, _ diagnostics: Diagnostics) -> Money? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2 else {
            diagnostics.report(.badAmount, at: location, [text])
            return nil
        }
        let currency = String(parts[1])
        guard let scale = AssetTable.scale(of: currency) else {
            diagnostics.report(
                .unknownAsset, at: location, [currency],
                suggestion: SpellingSuggestion.nearest(to: currency, among: AssetTable.assets.map(\.name)))
            return nil
        }
        guard DecimalText.scaled(parts[0], scale: scale) != nil, let money = parse(text) else {
            diagnostics.report(.badAmount, at: location, [text])
            return nil
        }
        return money
    }
}
