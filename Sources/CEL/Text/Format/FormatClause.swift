/// One substitution of a format template.
package struct FormatClause: Hashable, Sendable {
    /// What a clause does with its argument.
    package enum Kind: Hashable, Sendable {
        /// `%s`
        case string
        /// `%d`
        case decimal
        /// `%f`, `%.3f`
        case fixed
        /// `%e`, `%.3e`
        case scientific
        /// `%b`
        case binary
        /// `%o`
        case octal
        /// `%x`
        case lowerHex
        /// `%X`
        case upperHex

        /// Which values the clause takes, in the wording of the suite.
        var requirement: String {
            switch self {
            case .string:
                "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, "
                    + "durations, and timestamps"
            case .decimal: "decimal clause can only be used on integers"
            case .fixed: "fixed-point clause can only be used on doubles"
            case .scientific: "scientific clause can only be used on doubles"
            case .binary: "only integers and bools can be formatted as binary"
            case .octal: "octal clause can only be used on integers"
            case .lowerHex, .upperHex: "only integers, byte buffers, and strings can be formatted as hex"
            }
        }
    }

    package let kind: Kind
    /// Digits after the point, 0 ... 100; only `fixed` and `scientific` look at it.
    package let precision: Int
}
