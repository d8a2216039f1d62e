/// Decimal places of currencies and tokens: how minor units are spelt for people.
///
/// Currencies: ISO 4217 list one. Tokens: the short names of vocabulary.md C4.
public enum AssetTable {
    /// `nil` for a name that is not in the table.
    public static func scale(of asset: String) -> Int? {
        assets.first { $0.name.utf8.elementsEqual(asset.utf8) }?.scale
    }

    static let assets: [(name: String, scale: Int)] = [
        ("BTC", 8), ("BSV", 8), ("BCH", 8), ("LTC", 8), ("ZEC", 8), ("DOGE", 8), ("XMR", 12), ("ETH", 18),
        ("USDT", 6), ("USDC", 6),
        ("CNY", 2), ("USD", 2), ("EUR", 2), ("GBP", 2), ("HKD", 2), ("MOP", 2), ("SGD", 2), ("CHF", 2), ("AUD", 2),
        ("CAD", 2), ("RUB", 2), ("THB", 2), ("MYR", 2), ("AED", 2), ("INR", 2), ("BRL", 2), ("ZAR", 2),
        ("JPY", 0), ("KRW", 0), ("VND", 0), ("KWD", 3), ("BHD", 3),
    ]
}
