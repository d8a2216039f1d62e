/// Capital market and tokens.
extension Injector {
    static let market: [Injector] = [washTrading, insiderTrading, reserveShortfall]
}
