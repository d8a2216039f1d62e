/// Decimal numbers as text, exactly.
enum DecimalText {
    /// An optional minus sign and decimal digits without leading zeros; `nil` for anything else or beyond 64 bits.
    static func integer(_ text: String) -> Int64? {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy(Identifier.isDigit),
            digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        return Int64(text)
    }

    /// A non-negative decimal such as `12.5`, times ten to the power of `scale`; `nil` when it is none, has more
    /// decimals than `scale`, or exceeds 127 bits.
    static func scaled(_ text: some StringProtocol, scale: Int) -> Int128? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.utf8.allSatisfy(Identifier.isDigit) else { return nil }
        var digits = String(whole)
        var decimals = 0
        if parts.count == 2 {
            let fraction = parts[1]
            guard !fraction.isEmpty, fraction.utf8.allSatisfy(Identifier.isDigit), fraction.utf8.count <= scale else {
                return nil
            }
            digits += fraction
            decimals = fraction.utf8.count
        }
        return Int128(digits + String(repeating: "0", count: scale - decimals))
    }
}
