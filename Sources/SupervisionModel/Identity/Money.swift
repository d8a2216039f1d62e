/// An amount in minor units of a named currency. Never floating point.
public struct Money: Hashable, Sendable {
    /// Minor units (satoshi, fen, wei ...). Non-negative on every chain observed.
    public let minor: Int128
    /// ISO 4217 alpha-3, an ISO 24165 DTI, or a short name of the asset table (`BTC`, `LTC`, `CNY`).
    public let currency: String

    public init(minor: Int128, currency: String) {
        self.minor = minor
        self.currency = currency
    }
}
