/// The bounds that keep hostile expressions and data harmless.
public struct EnvironmentLimits: Sendable {
    /// Length of an expression in UTF-8 bytes.
    public var sourceBytes = 65_536
    /// Nesting of an expression: brackets, operators of one precedence in a row, calls of calls. The default fits a
    /// stack of 512 KiB even without optimisation; `&&` and `||` do not nest, however many.
    public var nesting = 110
    /// Number of sub-expressions after macros are expanded.
    public var nodes = 20_000
    /// Errors reported for one expression.
    public var errors = 100
    /// Memory RE2 may use for one compiled pattern, in bytes.
    public var patternBytes = 1 << 20
    /// Cost of an evaluation when the caller names none.
    public var budget: Int64 = 500_000

    public init() {}
}
