import RuleEngine
import SupervisionModel

/// Numbers in the forms in which platforms write them. Exact: nothing is ever rounded.
extension FieldValueReader {
    /// More names in one `map(number)` are refused.
    static let maximumNumbers = 1_000

    /// An integer, its decimal text, or an amount, whose minor units count.
    func number(_ node: YAMLNode, _ name: String) -> Int64? {
        if isMoney(node) {
            guard let money = money(node, name) else { return nil }
            guard let value = Int64(exactly: money.minor) else {
                refuse(node, name, "minor units of at most 63 bits")
                return nil
            }
            return value
        }
        guard case .scalar(let text, _) = node.content, let value = DecimalText.integer(text) else {
            refuse(node, name, "an integer of at most 64 bits, or an amount")
            return nil
        }
        return value
    }

    /// An integer, a decimal such as `12.34`, a fraction `617/50`, `{ num: 617, den: 50 }`, or an amount: its major
    /// units by the asset table, its minor units for an asset that is not in the table.
    func ratio(_ node: YAMLNode, _ name: String) -> FieldValue? {
        let expected = "an exact number such as 12, 12.34, 617/50 or { num: 617, den: 50 }, of at most 64 bits each"
        var fraction: (num: Int128, den: Int128)?
        if case .mapping(let entries) = node.content, entries.contains(where: { $0.key == "num" }) {
            guard var mapping = YAMLMapping(node, name, diagnostics) else { return nil }
            let num = mapping.required("num").flatMap { number($0, "\(name).num") }
            let den = mapping.required("den").flatMap { number($0, "\(name).den") }
            mapping.finish()
            guard let num, let den else { return nil }
            fraction = (Int128(num), Int128(den))
        } else if isMoney(node) {
            guard let money = money(node, name) else { return nil }
            fraction = (money.minor, FieldValueReader.power(of: AssetTable.scale(of: money.currency) ?? 0))
        } else if case .scalar(let text, _) = node.content {
            fraction = FieldValueReader.fraction(text)
        }
        guard let fraction, fraction.den > 0, let value = FieldValueReader.lowest(fraction.num, fraction.den) else {
            refuse(node, name, expected)
            return nil
        }
        return value
    }

    /// `{ revenue: 1000000, assets: "2000000" }`: the names ascending by their bytes, each once.
    func numbers(_ node: YAMLNode, _ name: String) -> FieldValue? {
        guard var mapping = YAMLMapping(node, name, diagnostics) else { return nil }
        let entries = mapping.all()
        guard entries.count <= FieldValueReader.maximumNumbers else {
            refuse(node, name, "at most \(FieldValueReader.maximumNumbers) elements")
            return nil
        }
        let values = entries.compactMap { entry in
            number(entry.value, "\(name).\(entry.key)").map { (name: entry.key, value: $0) }
        }
        guard values.count == entries.count else { return nil }
        let ordered = values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return .list(ordered.map { .record([.string($0.name), .int($0.value)]) })
    }

    // MARK: Forms

    /// Whether it has the form of an amount: `100 CNY` or `{ minor, currency }`.
    private func isMoney(_ node: YAMLNode) -> Bool {
        switch node.content {
        case .scalar(let text, _): text.utf8.contains(UInt8(ascii: " "))
        case .mapping: true
        case .sequence: false
        }
    }

    /// `12`, `-12.34`, `617/50`.
    private static func fraction(_ text: String) -> (num: Int128, den: Int128)? {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        let unsigned = isNegative ? text.dropFirst() : text[...]
        let sign: Int128 = isNegative ? -1 : 1
        let parts = unsigned.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard let num = DecimalText.scaled(parts[0], scale: 0), let den = DecimalText.scaled(parts[1], scale: 0)
            else { return nil }
            return (sign * num, den)
        }
        let decimals = unsigned.split(separator: ".", omittingEmptySubsequences: false)
        let scale = decimals.count == 2 ? decimals[1].utf8.count : 0
        guard scale <= maximumDecimals, let num = DecimalText.scaled(unsigned, scale: scale) else { return nil }
        return (sign * num, power(of: scale))
    }

    /// 10^18 is the greatest power of ten that fits 64 bits.
    private static let maximumDecimals = 18

    private static func power(of exponent: Int) -> Int128 {
        (0..<exponent).reduce(Int128(1)) { power, _ in power * 10 }
    }

    /// `nil` when the fraction does not fit 64 bits in lowest terms.
    private static func lowest(_ num: Int128, _ den: Int128) -> FieldValue? {
        var divisor = num.magnitude
        var rest = den.magnitude
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        guard let common = Int128(exactly: divisor), common > 0, let num = Int64(exactly: num / common),
            let den = Int64(exactly: den / common)
        else { return nil }
        return .record([.int(num), .int(den)])
    }
}
